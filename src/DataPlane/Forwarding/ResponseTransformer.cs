using System.Net.Http.Headers;
using LbPlatform.DataPlane.Identity;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>The response as the client sees it: the backend's own, without what ends at a proxy.</summary>
internal sealed class ResponseTransformer(IOptions<DataPlaneOptions> options)
{
    /// <summary>Names the backend, where that is asked for.</summary>
    public const string BackendField = "X-Lb-Backend";

    private readonly bool _namesBackend = options.Value.BackendHeader;
    private readonly bool _countsBytes = options.Value.AccessLog;

    /// <summary>Copies what goes on; status and reason phrase are there already.</summary>
    public void Apply(HttpContext context, HttpResponseMessage response, Exchange exchange)
    {
        if (ResponseRules.FaultOf(response) is { } fault)
        {
            throw new MalformedResponseException(fault);
        }

        var fields = context.Response.Headers;
        var nominated = response.Headers.NonValidated.TryGetValues(
            HeaderNames.Connection,
            out var connection
        )
            ? FieldRules.Nominated(connection.ToString())
            : null;
        Copy(response.Headers, fields, nominated);
        Copy(response.Content.Headers, fields, nominated);
        if (!MayHaveLength(response))
        {
            fields.ContentLength = null;
        }

        fields.Append(HeaderNames.Via, Via(response.Version));
        if (_namesBackend)
        {
            fields[BackendField] = exchange.Backend!.Name;
        }

        IdentityFields.Answer(context);
        WatchBody(context, response, exchange);
    }

    /// <summary>Copies the trailer fields to a client whose version of HTTP can have them, which is 2.</summary>
    public static void ApplyTrailers(HttpContext context, HttpResponseMessage response)
    {
        if (
            context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is
            { IsReadOnly: false } trailers
        )
        {
            Copy(response.TrailingHeaders, trailers, nominated: null);
        }
    }

    private void WatchBody(HttpContext context, HttpResponseMessage response, Exchange exchange)
    {
        var status = (int)response.StatusCode;
        if (status == StatusCodes.Status205ResetContent)
        {
            // It may have none (RFC 9110, 15.3.6), and the server would fail over one.
            response.Content.Dispose();
            response.Content = new EmptyContent();
            return;
        }

        if (status < StatusCodes.Status200OK || HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var hasNoLength =
            context.Response.ContentLength is null
            && response.StatusCode
                is not System.Net.HttpStatusCode.NoContent
                    and not System.Net.HttpStatusCode.NotModified;
        if (hasNoLength || _countsBytes)
        {
            response.Content = new WatchedContent(
                response.Content,
                hasNoLength
                    ? context.Features.GetRequiredFeature<IHttpResponseBodyFeature>()
                    : null,
                exchange
            );
        }
    }

    /// <summary>204 and 205 have no body at all; 304 speaks of another response's; chunks carry their own lengths.</summary>
    private static bool MayHaveLength(HttpResponseMessage response) =>
        (int)response.StatusCode
            is >= StatusCodes.Status200OK
                and not StatusCodes.Status204NoContent
                and not StatusCodes.Status205ResetContent
                and not StatusCodes.Status304NotModified
        && !response.Headers.NonValidated.Contains(HeaderNames.TransferEncoding);

    private static void Copy(
        HttpHeaders source,
        IHeaderDictionary destination,
        HashSet<string>? nominated
    )
    {
        foreach (var (name, values) in source.NonValidated)
        {
            if (FieldRules.EndsHere(name) || (nominated is not null && nominated.Contains(name)))
            {
                continue;
            }

            destination[name] = values.Count <= 1 ? values.ToString() : All(values);
        }
    }

    private static StringValues All(HeaderStringValues values)
    {
        var all = new string[values.Count];
        var at = 0;
        foreach (var value in values)
        {
            all[at++] = value;
        }

        return all;
    }

    private static string Via(Version version) =>
        version.Major == 1
            ? $"1.{version.Minor} {FieldRules.Pseudonym}"
            : $"{version.Major} {FieldRules.Pseudonym}";
}
