using System.Collections.Immutable;

namespace LbPlatform.Cli.Explain;

/// <summary>The body of POST /explain, as it is typed.</summary>
/// <param name="Method">The method.</param>
/// <param name="Scheme">http or https.</param>
/// <param name="Host">The host, with the port where there is one.</param>
/// <param name="Path">Path and query as they were typed.</param>
/// <param name="Headers">The headers.</param>
internal sealed record ExplainQuestion(
    string Method,
    string? Scheme,
    string Host,
    string Path,
    ImmutableSortedDictionary<string, string> Headers
)
{
    private const string Separator = "://";

    /// <summary>The address that connects; <c>null</c> where none is given.</summary>
    public string? Client { get; init; }

    /// <summary>The listener; <c>null</c> where none is given.</summary>
    public string? Listener { get; init; }

    /// <summary>Reads the words of a request; what is wrong with them is noted. Pure.</summary>
    /// <param name="words">A URL, or a method and a URL.</param>
    /// <param name="headers">Headers as curl takes them.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static ExplainQuestion Read(
        IReadOnlyList<string> words,
        IReadOnlyList<string> headers,
        List<string> errors
    )
    {
        var url = words[^1];
        var start = url.IndexOf(Separator, StringComparison.Ordinal);
        var scheme = start < 0 ? null : url[..start].ToLowerInvariant();
        if (scheme is not (null or "http" or "https"))
        {
            errors.Add(
                $"'{url}' is no URL of a request; write for example http://shop.example/cart."
            );
        }

        // Cut by hand: what is asked about is what a client would write, and not what a URL library makes of it.
        var rest = start < 0 ? url : url[(start + Separator.Length)..];
        var end = rest.IndexOfAny(['/', '?']);
        var host = end < 0 ? rest : rest[..end];
        var path = end < 0 ? "/" : rest[end..];
        var fields = Read(headers, errors);
        return new(
            words.Count > 1 ? words[0] : "GET",
            scheme,
            fields.GetValueOrDefault("Host") ?? (host.Length > 0 ? host : "localhost"),
            path.StartsWith('/') ? path : $"/{path}",
            fields.Remove("Host")
        );
    }

    private static ImmutableSortedDictionary<string, string> Read(
        IReadOnlyList<string> headers,
        List<string> errors
    )
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':');
            if (colon <= 0)
            {
                errors.Add($"--header '{header}' has no name; write for example 'X-User: u1'.");
                continue;
            }

            var (name, value) = (header[..colon].Trim(), header[(colon + 1)..].Trim());
            var separator = name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? "; " : ", ";
            fields[name] = fields.TryGetValue(name, out var former)
                ? $"{former}{separator}{value}"
                : value;
        }

        return fields.ToImmutable();
    }
}
