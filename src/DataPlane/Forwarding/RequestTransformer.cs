using System.Diagnostics;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Listeners.Tls;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// The request as the backend sees it: the client's own, without what ends at a proxy, with who the client is in the
/// proxy's word for it.
/// </summary>
internal static class RequestTransformer
{
    // Without this, %41 would be decoded and %2F encoded again on its way into the request line.
    private static readonly UriCreationOptions AsWritten = new()
    {
        DangerousDisablePathAndQueryCanonicalization = true,
    };

    /// <summary>Fills <paramref name="request"/>, which is for the backend at <paramref name="prefix"/>.</summary>
    public static void Apply(
        HttpContext context,
        HttpRequestMessage request,
        string prefix,
        Exchange exchange
    )
    {
        request.RequestUri = new Uri(prefix + exchange.Target, AsWritten);
        SetContent(context, request, exchange);
        KeepTrailers(context.Request, request);
        var connection = ClientConnection.Of(context);
        CopyFields(context.Request.Headers, request, connection.Plan);
        IdentityFields.Write(context, connection, request.Headers);
        if (connection.Certificate is { } certificate)
        {
            SetCertificate(certificate, request);
        }

        request.Headers.TryAddWithoutValidation(HeaderNames.Via, Via(context.Request.Protocol));
    }

    /// <summary>
    /// Between two sides that speak HTTP/2 the client's wish for trailers goes on: gRPC servers ask for it. It is the
    /// one value that TE may have there (RFC 9113, 8.2.2). An HTTP/1.1 client could not be given trailers.
    /// </summary>
    private static void KeepTrailers(HttpRequest source, HttpRequestMessage request)
    {
        if (
            request.Version.Major >= 2
            && HttpProtocol.IsHttp2(source.Protocol)
            && FieldRules.AsksForTrailers(source.Headers.TE)
        )
        {
            request.Headers.TryAddWithoutValidation(HeaderNames.TE, "trailers");
        }
    }

    private static void SetContent(
        HttpContext context,
        HttpRequestMessage request,
        Exchange exchange
    )
    {
        if (request.Content is { } body)
        {
            request.Content =
                request.Version.Major >= 2
                    ? new FlushingContent(body)
                    : exchange.Upload = new Upload(
                        body,
                        isAskedFor: context.Request.Headers.Expect.Count > 0
                    );
        }
        else if (
            request.Version.Major >= 2
            && !RetryRules.IsRepeatable(request.Method.Method)
            && request.Method != HttpMethod.Connect
        )
        {
            // The client handler sends a request without content again by itself when a connection ends without an
            // answer. One with content, be it empty, it sends once.
            request.Content = new EmptyContent();
        }
    }

    private static void CopyFields(
        IHeaderDictionary fields,
        HttpRequestMessage request,
        IdentityPlan identity
    )
    {
        var nominated = FieldRules.Nominated(fields.Connection);
        // A message with both is framed by Transfer-Encoding (RFC 9112, 6.3).
        var isChunked = fields.TransferEncoding.Count > 0;
        foreach (var (name, value) in fields)
        {
            if (
                FieldRules.EndsHere(name)
                || FieldRules.IsClientCertificate(name)
                || identity.Replaces(name)
                || (nominated is not null && nominated.Contains(name))
                || (isChunked && name == HeaderNames.ContentLength)
                || name.StartsWith(':')
            )
            {
                continue;
            }

            Add(request, name, value);
        }
    }

    private static void SetCertificate(ClientCertificate certificate, HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation(FieldRules.ClientCert, certificate.Field);
        if (certificate.ChainField is { } chain)
        {
            request.Headers.TryAddWithoutValidation(FieldRules.ClientCertChain, chain);
        }
    }

    private static string Via(string protocol) =>
        HttpProtocol.IsHttp11(protocol) ? $"1.1 {FieldRules.Pseudonym}"
        : HttpProtocol.IsHttp10(protocol) ? $"1.0 {FieldRules.Pseudonym}"
        : $"2 {FieldRules.Pseudonym}";

    private static void Add(HttpRequestMessage request, string name, StringValues value)
    {
        var isAdded =
            value.Count == 1
                ? request.Headers.TryAddWithoutValidation(name, value.ToString())
                : request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        if (isAdded)
        {
            return;
        }

        // The client handler keeps fields that describe content beside the content, even where there is none.
        request.Content ??= new EmptyContent();
        isAdded = request.Content.Headers.TryAddWithoutValidation(
            name,
            (IEnumerable<string?>)value
        );
        Debug.Assert(isAdded, name);
    }
}
