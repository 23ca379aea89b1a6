using System.Globalization;

namespace LbPlatform.Cli.Up.Seeding;

/// <summary>How people write where a server listens: a URL, or host:port.</summary>
internal static class BackendAddress
{
    /// <summary>Reads either form; where it is neither, <paramref name="error"/> says what to write instead.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out BackendUrl? url,
        [NotNullWhen(false)] out string? error
    )
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return BackendUrl.TryParse(text, out url, out error);
        }

        url = null;
        error = Refuse(text);
        return error is null && BackendUrl.TryParse($"http://{text}", out url, out error);
    }

    private static string? Refuse(string text)
    {
        var authority = text.Split('/')[0];
        var colon = authority.LastIndexOf(':');
        var port = authority[(colon + 1)..];
        return colon switch
        {
            _ when text.Length == 0 => "It is empty; write host:port, for example localhost:9001.",
            < 0 when IsPort(text) => $"'{text}' names no host. Did you mean 'localhost:{text}'?",
            < 0 => $"'{text}' names no port. Write host:port, for example '{authority}:80'.",
            0 => $"'{text}' names no host. Did you mean 'localhost{text}'?",
            _ when !IsPort(port) => $"'{text}' has no port from 1 to 65535 after its last ':'.",
            _ => null,
        };
    }

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is >= 1 and <= 65535;
}
