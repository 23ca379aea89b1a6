namespace LbPlatform.State.Transport;

/// <summary>
/// What a backend says that does not like whom it talks to. Under TLS 1.3 its refusal comes only after our side of the
/// handshake is done, in place of the first answer; not a byte of a request was looked at. Pure.
/// </summary>
public static class TlsAlert
{
    /// <summary>What happened and what to do.</summary>
    public const string Explanation =
        "the backend does not accept our client certificate, or misses one: set tls.clientCertificateFile to one that it trusts";

    /// <summary>Alerts of RFC 8446, 6.2, in the words of the system's TLS, which are all that reaches us.</summary>
    private static readonly string[] Alerts =
    [
        "alert certificate required",
        "alert bad certificate",
        "alert unknown ca",
        "alert certificate expired",
        "alert certificate revoked",
        "alert certificate unknown",
        "alert unsupported certificate",
    ];

    /// <summary>Whether the connection ended with such an alert.</summary>
    public static bool IsAboutUs(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var said = failure.GetBaseException().Message;
        return Array.Exists(
            Alerts,
            alert => said.Contains(alert, StringComparison.OrdinalIgnoreCase)
        );
    }
}
