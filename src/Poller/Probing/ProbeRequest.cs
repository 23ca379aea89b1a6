using System.Globalization;
using System.Text;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Probing;

/// <summary>What an HTTP probe asks for, in whatever version.</summary>
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
        return UriOf(target, Path(target, target.Settings.Path));
    }

    /// <summary>The same for a path of our own.</summary>
    public static Uri UriOf(ProbeTarget target, string path)
    {
        ArgumentNullException.ThrowIfNull(target);
        var scheme = target.IsTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        return new Uri($"{scheme}://{Authority(target)}{path}", AsWritten);
    }

    /// <summary>The method as it is sent.</summary>
    public static HttpMethod MethodOf(ProbeTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Settings.Method switch
        {
            ProbeMethod.Head => HttpMethod.Head,
            ProbeMethod.Options => HttpMethod.Options,
            _ => HttpMethod.Get,
        };
    }

    /// <summary>Host, fields of the probe's own unless the settings have them, then those of the settings.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(ProbeTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var settings = target.Settings;
        yield return new("Host", settings.Host.Length > 0 ? settings.Host : Authority(target));
        if (settings.Headers.Find("User-Agent") is null)
        {
            yield return new("User-Agent", UserAgent);
        }

        if (settings.Headers.Find("Accept") is null && settings.Kind == ProbeKind.Http)
        {
            yield return new("Accept", "*/*");
        }

        foreach (var field in settings.Headers.Fields)
        {
            yield return field;
        }
    }

    /// <summary>The bytes of an HTTP/1.1 request, after which the server is asked to close the connection.</summary>
    public static byte[] For(ProbeTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var head = new StringBuilder();
        head.Append(
            CultureInfo.InvariantCulture,
            $"{MethodOf(target).Method} {Path(target, target.Settings.Path)} HTTP/1.1\r\n"
        );
        foreach (var (name, value) in FieldsOf(target))
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("Connection: close\r\n\r\n").ToString());
    }

    private static string Authority(ProbeTarget target)
    {
        var host = target.Url.Host.Contains(':') ? $"[{target.Url.Host}]" : target.Url.Host;
        var isDefault = target.Port == (target.IsTls ? 443 : 80);
        return isDefault ? host : $"{host}:{target.Port}";
    }

    /// <summary>Percent-encodes what would end the request line or is no ASCII; all else is the operator's own.</summary>
    private static string Path(ProbeTarget target, string path)
    {
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
