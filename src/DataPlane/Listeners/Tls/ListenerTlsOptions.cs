namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>The TLS settings of an https:// listener. Section <c>DataPlane:Listeners:N:Tls</c>.</summary>
public sealed class ListenerTlsOptions
{
    /// <summary>Shortest time that may be set for a handshake: less fails clients on slow networks.</summary>
    public static readonly TimeSpan ShortestHandshake = TimeSpan.FromSeconds(1);

    /// <summary>Longest time that may be set for a handshake.</summary>
    public static readonly TimeSpan LongestHandshake = TimeSpan.FromMinutes(2);

    /// <summary>Certificates by file; the first one is shown to clients that name no known server.</summary>
    public IList<CertificateOptions> Certificates { get; set; } = [];

    /// <summary>
    /// A folder of certificates: each *.pfx, and each *.crt or *.pem with its private key in a *.key of the same name, or in
    /// itself. One named <c>default</c> is shown to clients that name no known server. Default none.
    /// </summary>
    public string Folder { get; set; } = "";

    /// <summary>The oldest version of TLS that is spoken. Default Tls12.</summary>
    public TlsVersion MinimumVersion { get; set; } = TlsVersion.Tls12;

    /// <summary>
    /// The cipher suites that are spoken, by IANA name (<c>TLS_AES_128_GCM_SHA256</c>), on Linux only. Default: those of the
    /// operating system.
    /// </summary>
    public IList<string> CipherSuites { get; set; } = [];

    /// <summary>Time until a handshake must be complete. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether clients are asked for a certificate of theirs. Default None.</summary>
    public ClientCertificates ClientCertificates { get; set; } = ClientCertificates.None;

    /// <summary>
    /// A PEM file with the authorities that client certificates must come from. Those of the operating system do not count.
    /// </summary>
    public string ClientAuthorities { get; set; } = "";
}
