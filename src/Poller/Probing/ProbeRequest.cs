using System.Globalization;
using System.Text;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Probing;

/// <summary>The bytes of a probe.</summary>
internal static class ProbeRequest
{
    /// <summary>The program's version, as the User-Agent names it.</summary>
    public static readonly string Version =
        typeof(ProbeRequest).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Who asks.</summary>
    public static readonly string UserAgent = $"LbPlatform-Poller/{Version}";

    private static readonly UriCreationOptions AsWritten = new()
    {
        DangerousDisablePathAndQueryCanonicalization = true,
    };

    /// <summary>What is asked for, in the very spelling that <see cref="For"/> sends.</summary>
    public static Uri UriOf(ProbeTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new Uri($"{target.Url.Scheme}://{Host(target.Url)}{Path(target)}", AsWritten);
    }

    /// <summary>A GET of the target's path, after which the server is asked to close the connection.</summary>
    public static byte[] For(ProbeTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Encoding.ASCII.GetBytes(
            $"GET {Path(target)} HTTP/1.1\r\n"
                + $"Host: {Host(target.Url)}\r\n"
                + $"User-Agent: {UserAgent}\r\n"
                + "Accept: */*\r\n"
                + "Connection: close\r\n\r\n"
        );
    }

    private static string Host(BackendUrl url)
    {
        var host = url.Host.Contains(':') ? $"[{url.Host}]" : url.Host;
        var isDefault = url.Port == (url.Scheme == Uri.UriSchemeHttps ? 443 : 80);
        return isDefault ? host : $"{host}:{url.Port}";
    }

    /// <summary>Percent-encodes what would end the request line or is no ASCII; all else is the operator's own.</summary>
    private static string Path(ProbeTarget target)
    {
        var path = target.Settings.Path;
        var written = new StringBuilder(target.Url.PathBase);
        if (!path.StartsWith('/'))
        {
            written.Append('/');
        }

        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            if (b is > 0x20 and < 0x7f and not (byte)'#')
            {
                written.Append((char)b);
            }
            else
            {
                written.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return written.ToString();
    }
}
