namespace LbPlatform.ControlPlane.Transport;

/// <summary>The rules of a transport. Every value that breaks one is named, with what to write instead. Pure.</summary>
internal static class TransportValidator
{
    /// <summary>The transport that the request asks for; what is wrong is noted and left out.</summary>
    public static BackendTransport Read(
        TransportRequest request,
        string pointer,
        List<FieldError> errors
    ) =>
        new()
        {
            Protocol = Choice<BackendProtocol>(request.Protocol, $"{pointer}/protocol", errors),
            PingInterval = new FieldRules(Problems.BadTransport, pointer, errors).Duration(
                request.PingInterval,
                "pingInterval",
                BackendTransport.ShortestPingInterval,
                BackendTransport.LongestPingInterval
            ),
            ProxyProtocol = Choice<ProxyProtocol>(
                request.ProxyProtocol,
                $"{pointer}/proxyProtocol",
                errors
            ),
            Tls = TlsValidator.Read(request.Tls ?? new(), $"{pointer}/tls", errors),
        };

    /// <summary>What is accepted and should not stay as it is; for the answer.</summary>
    public static string[] WarningsOf(BackendTransport transport) =>
        transport.Tls.Verify == TlsVerification.None
            ?
            [
                "transport.tls.verify is none: whoever answers at a backend's address gets its traffic. Set ca to the authority that signed the backends' certificates, and verify to full.",
            ]
            : [];

    /// <summary>The value of a word; the default where it is none.</summary>
    public static T Choice<T>(string? text, string pointer, List<FieldError> errors)
        where T : struct, Enum
    {
        if (text is null)
        {
            return default;
        }

        var words = TransportWords.All<T>();
        var at = Array.IndexOf(words, text);
        if (at >= 0)
        {
            return Enum.GetValues<T>()[at];
        }

        errors.Add(
            new(
                pointer,
                Problems.BadTransport,
                $"'{Shown.Short(text)}' is not possible here.{NearestNames.Ask(text, words)} Write {string.Join(", ", words)}."
            )
        );
        return default;
    }
}
