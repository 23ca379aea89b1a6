using System.Diagnostics;
using LbPlatform.DataPlane.Listeners;
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
        SetContent(request, exchange);
        CopyFields(context.Request.Headers, request);
        SetForwarding(context, request);
    }

    private static void SetContent(HttpRequestMessage request, Exchange exchange)
    {
        if (request.Content is { } body)
        {
            request.Content = exchange.Upload = new Upload(body);
        }
    }

    private static void CopyFields(IHeaderDictionary fields, HttpRequestMessage request)
    {
        var nominated = FieldRules.Nominated(fields.Connection);
        // A message with both is framed by Transfer-Encoding (RFC 9112, 6.3).
        var isChunked = fields.TransferEncoding.Count > 0;
        foreach (var (name, value) in fields)
        {
            if (
                FieldRules.EndsHere(name)
                || FieldRules.IsForwarding(name)
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

    private static void SetForwarding(HttpContext context, HttpRequestMessage request)
    {
        var host = context.Request.Headers.Host;
        request.Headers.TryAddWithoutValidation(
            "X-Forwarded-For",
            ClientConnection.Of(context).AddressText
        );
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", context.Request.Scheme);
        if (host.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-Host", host.ToString());
        }

        request.Headers.TryAddWithoutValidation(HeaderNames.Via, Via(context.Request.Protocol));
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
