using System.Diagnostics.CodeAnalysis;
using LbPlatform.State.Addresses;

namespace LbPlatform.State.Model;

/// <summary>
/// Where a backend listens: an absolute http or https URL in one normal form (host in lower case, default
/// port left out, no trailing slash, addresses as everybody writes them), so that two spellings of one server compare
/// equal. Which addresses are allowed is not its matter but <see cref="AddressPolicy"/>'s.
/// </summary>
public sealed record BackendUrl
{
    /// <summary>Longest URL that is accepted, in characters.</summary>
    public const int Longest = 2048;

    private BackendUrl(string text, string scheme, string host, int port, string pathBase)
    {
        Text = text;
        Scheme = scheme;
        Host = host;
        Port = port;
        PathBase = pathBase;
    }

    /// <summary>The normal form, for example <c>http://localhost:9001</c>.</summary>
    public string Text { get; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; }

    /// <summary>Host name or address in lower case; an IPv6 address without its brackets.</summary>
    public string Host { get; }

    /// <summary>1 to 65535; the scheme's default where none was written.</summary>
    public int Port { get; }

    /// <summary>Empty, or a path that is put before every request's own; never ends in a slash.</summary>
    public string PathBase { get; }

    /// <summary>Reads a URL; throws <see cref="FormatException"/> with the remedy where it is no backend's.</summary>
    public static BackendUrl Parse(string text) =>
        TryParse(text, out var url, out var error) ? url : throw new FormatException(error);

    /// <summary>Reads a URL; where it is no backend's, <paramref name="error"/> says what to write instead.</summary>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out BackendUrl? url,
        [NotNullWhen(false)] out string? error
    )
    {
        url = null;
        error = Refuse(text, out var uri);
        if (error is not null || !HostText.TryRead(text!, uri!, out var host, out error))
        {
            return false;
        }

        var pathBase = uri!.AbsolutePath.TrimEnd('/');
        var written = host.Contains(':') ? $"[{host}]" : host;
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        url = new BackendUrl(
            $"{uri.Scheme}://{written}{port}{pathBase}",
            uri.Scheme,
            host,
            uri.Port,
            pathBase
        );
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    private static string? Refuse(string? text, out Uri? uri)
    {
        uri = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return "Give the address of the server, for example 'http://localhost:9001'.";
        }

        if (text.Length > Longest)
        {
            return $"The URL has {text.Length} characters; at most {Longest} are accepted.";
        }

        if (
            !Uri.TryCreate(text, UriKind.Absolute, out uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        )
        {
            var guess = $"http://{text}";
            var remedy =
                !text.Contains("://", StringComparison.Ordinal)
                && Uri.TryCreate(guess, UriKind.Absolute, out _)
                    ? $" Did you mean '{guess}'?"
                    : " It must start with http:// or https://.";
            return $"'{text}' is not an absolute http(s) URL.{remedy}";
        }

        return uri switch
        {
            { Host: "" } => $"'{text}' names no host.",
            { Port: 0 } => $"'{text}' has port 0; name the port that the server listens on.",
            { UserInfo: not "" } =>
                "A URL with a user name or password is not accepted; remove it.",
            { Query: not "" } or { Fragment: not "" } =>
                "A backend's URL has no query and no fragment; remove everything from '?' or '#' on.",
            _ => null,
        };
    }
}
