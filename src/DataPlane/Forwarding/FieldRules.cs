using System.Collections.Frozen;
using LbPlatform.DataPlane.Explanations;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Which header fields end at a proxy (RFC 9110, 7.6.1), and which no peer may remove by naming them. Pure.</summary>
internal static class FieldRules
{
    /// <summary>Who we are in Via.</summary>
    public const string Pseudonym = "lbplatform";

    /// <summary>The client's certificate, as RFC 9440 passes it on.</summary>
    public const string ClientCert = "Client-Cert";

    /// <summary>The certificates above it.</summary>
    public const string ClientCertChain = "Client-Cert-Chain";

    private const string Forwarded = "Forwarded";

    private static readonly FrozenSet<string> HopByHop = new[]
    {
        HeaderNames.Connection,
        HeaderNames.KeepAlive,
        HeaderNames.ProxyConnection,
        HeaderNames.ProxyAuthenticate,
        HeaderNames.ProxyAuthorization,
        HeaderNames.TE,
        HeaderNames.Trailer,
        HeaderNames.TransferEncoding,
        HeaderNames.Upgrade,
        "HTTP2-Settings",
        // Ours, and a secret: no backend is told.
        ExplainToken.Field,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What Connection names in vain: without these a request would be another one, or somebody else's.</summary>
    private static readonly FrozenSet<string> Kept = new[]
    {
        HeaderNames.Host,
        HeaderNames.ContentLength,
        HeaderNames.ContentType,
        HeaderNames.ContentEncoding,
        HeaderNames.Authorization,
        HeaderNames.Cookie,
        HeaderNames.SetCookie,
        HeaderNames.CacheControl,
        HeaderNames.Date,
        HeaderNames.Via,
        Forwarded,
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the field is about one connection and goes no further.</summary>
    public static bool EndsHere(string name) => HopByHop.Contains(name);

    /// <summary>
    /// Whether the field says who a client proved to be, which only the proxy itself may say. An underscore counts as a
    /// hyphen, since many backends see no difference (CGI).
    /// </summary>
    public static bool IsClientCertificate(string name) =>
        name.Length >= ClientCert.Length
        && char.ToUpperInvariant(name[0]) is 'C' or 'X'
        && name.Replace('_', '-') is var plain
        && (
            plain.Equals(ClientCert, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(ClientCertChain, StringComparison.OrdinalIgnoreCase)
            || plain.Equals("X-Forwarded-Client-Cert", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>
    /// The further fields that a Connection field ends, in the common case (<c>keep-alive</c>, <c>close</c>,
    /// <c>upgrade</c>, nothing) <c>null</c>.
    /// </summary>
    public static HashSet<string>? Nominated(StringValues connection)
    {
        HashSet<string>? nominated = null;
        foreach (var value in connection)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                var option = value.AsSpan()[part].Trim();
                if (option.IsEmpty || IsCommon(option))
                {
                    continue;
                }

                var name = option.ToString();
                if (!Kept.Contains(name) && !HopByHop.Contains(name))
                {
                    nominated ??= new(StringComparer.OrdinalIgnoreCase);
                    nominated.Add(name);
                }
            }
        }

        return nominated;
    }

    /// <summary>Whether a TE field lists trailers (RFC 9110, 10.1.4).</summary>
    public static bool AsksForTrailers(StringValues te)
    {
        foreach (var value in te)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                if (
                    value
                        .AsSpan()[part]
                        .Trim()
                        .Equals("trailers", StringComparison.OrdinalIgnoreCase)
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsCommon(ReadOnlySpan<char> option) =>
        option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || option.Equals("close", StringComparison.OrdinalIgnoreCase)
        || option.Equals("upgrade", StringComparison.OrdinalIgnoreCase);
}
