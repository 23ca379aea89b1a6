using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.ControlPlane.Probes;

/// <summary>The rules of what a probe sends and expects. Pure.</summary>
internal static class ProbeQuestionValidator
{
    private const int HighestPort = 65_535;

    private const string LettersAndDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> OfHosts = SearchValues.Create(
        $"{LettersAndDigits}._-"
    );

    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> OfTokens = SearchValues.Create(
        $"{LettersAndDigits}!#$%&'*+-.^_`|~"
    );

    /// <summary>Fields that the probe itself sets, or that would change what follows on the connection.</summary>
    private static readonly string[] Reserved =
    [
        "Host",
        "Connection",
        "Content-Length",
        "Transfer-Encoding",
        "Content-Type",
        "TE",
        "Trailer",
        "Upgrade",
        "Expect",
        "Keep-Alive",
        "Proxy-Connection",
        "HTTP2-Settings",
        "grpc-timeout",
    ];

    /// <summary>The overrides with what the request asks for; what is wrong is noted and left out.</summary>
    public static ProbeOverrides Read(
        ProbeRequest request,
        string pointer,
        List<FieldError> errors
    ) =>
        new()
        {
            Kind = ProbeWords.Choice<ProbeKind>(request.Kind, $"{pointer}/kind", errors),
            Path = Kept(request.Path, RefusePath, $"{pointer}/path", errors),
            Method = ProbeWords.Choice<ProbeMethod>(request.Method, $"{pointer}/method", errors),
            Port = Port(request.Port, $"{pointer}/port", errors),
            Host = Kept(request.Host, RefuseHost, $"{pointer}/host", errors),
            Headers = Headers(request.Headers, $"{pointer}/headers", errors),
            Tls = request.Tls,
            Send = Kept(request.Send, RefuseText, $"{pointer}/send", errors),
            Service = Kept(request.Service, RefuseService, $"{pointer}/service", errors),
            ExpectedBody = Kept(
                request.ExpectedBody,
                RefuseText,
                $"{pointer}/expectedBody",
                errors
            ),
            ExpectedHeader = Header(request.ExpectedHeader, $"{pointer}/expectedHeader", errors),
        };

    private static string? Kept(
        string? text,
        Func<string, string?> refuse,
        string pointer,
        List<FieldError> errors
    )
    {
        if (text is null || refuse(text) is not { } refusal)
        {
            return text;
        }

        errors.Add(new(pointer, Problems.BadProbe, refusal));
        return null;
    }

    private static string? RefusePath(string path) =>
        path.StartsWith('/')
        && path.Length <= ProbeSettings.LongestPath
        && path.All(static c => c is > ' ' and < '\x7f' and not '#')
            ? null
            : $"A probe's path starts with '/', has at most {ProbeSettings.LongestPath} printable ASCII characters, and no '#' or space (write %20). For example '/health'.";

    private static string? RefuseHost(string host) =>
        host.Length == 0 || (host.Length <= ProbeSettings.LongestHost && IsHost(host))
            ? null
            : $"'{Shown.Short(host)}' is no host. Write a name or an address, with a port if need be, for example 'api.example' or '[::1]:8080'; '' is the host of the backend's URL.";

    private static bool IsHost(string text)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > text.LastIndexOf(']');
        var host = hasPort ? text[..colon] : text;
        var isPort = !hasPort || ushort.TryParse(text.AsSpan(colon + 1), out _);
        return isPort
            && (
                host is ['[', .. var address, ']']
                    ? IPAddress.TryParse(address, out var parsed)
                        && parsed.AddressFamily == AddressFamily.InterNetworkV6
                    : host.Length > 0 && !host.AsSpan().ContainsAnyExcept(OfHosts)
            );
    }

    private static string? RefuseService(string service) =>
        service.Length <= ProbeSettings.LongestService
        && service.All(static c => c is > ' ' and < '\x7f')
            ? null
            : $"A gRPC service has at most {ProbeSettings.LongestService} printable ASCII characters, for example 'api.v1.Orders'; '' is the server as a whole.";

    private static string? RefuseText(string text) =>
        text.Length <= ProbeSettings.LongestText
            ? null
            : $"This is too long. Write at most {ProbeSettings.LongestText} characters.";

    private static string? RefuseName(string name) =>
        name.Length is > 0 and <= ProbeHeaders.LongestName
        && !name.AsSpan().ContainsAnyExcept(OfTokens)
            ? null
            : $"'{Shown.Short(name)}' is no name of a header. Write at most {ProbeHeaders.LongestName} letters, digits and hyphens, for example 'X-Ready'.";

    private static string? RefuseValue(string value) =>
        value.Length <= ProbeHeaders.LongestValue
        && value.All(static c => c is >= ' ' and < '\x7f')
        && value.Trim().Length == value.Length
            ? null
            : $"A header's value has at most {ProbeHeaders.LongestValue} printable ASCII characters, and no space at its ends.";

    private static int? Port(int? port, string pointer, List<FieldError> errors)
    {
        if (port is null or (>= 0 and <= HighestPort))
        {
            return port;
        }

        errors.Add(
            new(
                pointer,
                Problems.BadProbe,
                $"{port} is no port. Write a number from 1 to {HighestPort}, or 0 for the port of the backend's URL."
            )
        );
        return null;
    }

    private static ProbeHeaders? Headers(
        IReadOnlyDictionary<string, string>? fields,
        string pointer,
        List<FieldError> errors
    )
    {
        if (fields is null)
        {
            return null;
        }

        if (fields.Count > ProbeHeaders.MostFields)
        {
            errors.Add(
                new(
                    pointer,
                    Problems.BadProbe,
                    $"These are {fields.Count} headers, a probe has at most {ProbeHeaders.MostFields}."
                )
            );
        }

        foreach (var (name, value) in fields.Take(ProbeHeaders.MostFields))
        {
            var at = $"{pointer}/{name.Replace("~", "~0").Replace("/", "~1")}";
            if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add(
                    new(
                        at,
                        Problems.BadProbe,
                        $"'{name}' is the probe's own. Leave it out; for Host, set 'host'."
                    )
                );
                continue;
            }

            Kept(name, RefuseName, at, errors);
            Kept(value, RefuseValue, at, errors);
        }

        return ProbeHeaders.Of(fields);
    }

    private static ExpectedHeader? Header(
        ExpectedHeaderRequest? request,
        string pointer,
        List<FieldError> errors
    )
    {
        if (request is null)
        {
            return null;
        }

        var header = new ExpectedHeader
        {
            Name = request.Name ?? "",
            Value = Kept(request.Value, RefuseValue, $"{pointer}/value", errors),
            Contains = Kept(request.Contains, RefuseValue, $"{pointer}/contains", errors),
        };
        if (header.Name.Length > 0)
        {
            Kept(header.Name, RefuseName, $"{pointer}/name", errors);
        }
        else if ((request.Value ?? request.Contains) is not null)
        {
            errors.Add(
                new(
                    $"{pointer}/name",
                    Problems.BadProbe,
                    "A value is expected of no header. Write its name, for example 'X-Ready'; or null for the whole 'expectedHeader'."
                )
            );
        }

        if (request is { Value: not null, Contains: not null })
        {
            errors.Add(
                new(
                    $"{pointer}/contains",
                    Problems.BadProbe,
                    "There is a 'value' already, which is the whole one. Set one of the two to null."
                )
            );
        }

        return header;
    }
}
