using System.Buffers;
using System.Collections.Frozen;

namespace LbPlatform.State.Routing;

/// <summary>Which headers a route may edit, and what a header may be (RFC 9110, 5). Pure.</summary>
public static class HeaderRules
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly FrozenDictionary<string, string> Reserved = Reasons();

    /// <summary>Why nobody may edit the header of this name; <c>null</c> where anybody may.</summary>
    public static string? RefuseToEdit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Reserved.TryGetValue(name, out var reason) ? reason
            : name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
                ? "who the client is says the data plane alone"
            : name.StartsWith("X-Lb-", StringComparison.OrdinalIgnoreCase)
                ? "it is the data plane's own"
            : null;
    }

    /// <summary>Whether it may be a header's name, or a method.</summary>
    public static bool IsToken(string? text) =>
        !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Whether it may be a header's value: printable ASCII, with spaces and tabs only within.</summary>
    public static bool IsValue(string? text) =>
        text is not null
        && text.Length == text.AsSpan().Trim(" \t").Length
        && text.All(static c => c is '\t' or (>= ' ' and <= '~'));

    private static FrozenDictionary<string, string> Reasons()
    {
        var reasons = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = "the action's host sets it",
            ["Forwarded"] = "who the client is says the data plane alone",
            ["Client-Cert"] = "who the client is says the data plane alone",
            ["Client-Cert-Chain"] = "who the client is says the data plane alone",
            ["Via"] = "it protects from loops",
        };
        foreach (
            var name in (string[])
                [
                    "Connection",
                    "Content-Length",
                    "Expect",
                    "HTTP2-Settings",
                    "Keep-Alive",
                    "Proxy-Authenticate",
                    "Proxy-Authorization",
                    "Proxy-Connection",
                    "TE",
                    "Trailer",
                    "Transfer-Encoding",
                    "Upgrade",
                ]
        )
        {
            reasons[name] = "it belongs to one connection or frames the message";
        }

        return reasons.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
