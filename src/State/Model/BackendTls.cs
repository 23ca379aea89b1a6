namespace LbPlatform.State.Model;

/// <summary>TLS to the backends of a pool that have an https URL. Files lie where data plane and Poller run.</summary>
public sealed record BackendTls
{
    /// <summary>Longest bundle of certificates that the configuration holds, in characters.</summary>
    public const int LongestCa = 32 * 1024;

    /// <summary>Most certificates in one bundle.</summary>
    public const int MostCas = 64;

    /// <summary>Longest file name, in characters.</summary>
    public const int LongestPath = 1024;

    /// <summary>Full verification by the system's authorities, TLS 1.2 or newer, no client certificate.</summary>
    public static BackendTls Default { get; } = new();

    /// <summary>What must be right about the backend's certificate.</summary>
    public TlsVerification Verify { get; init; }

    /// <summary>
    /// The authorities that are trusted, in PEM, in place of the system's; <c>null</c> for <see cref="CaFile"/> or the
    /// system's.
    /// </summary>
    public string? Ca { get; init; }

    /// <summary>A file with them; read anew when it changes.</summary>
    public string? CaFile { get; init; }

    /// <summary>The name that is asked for (SNI) and that the certificate must have; <c>null</c> for the URL's host.</summary>
    public string? ServerName { get; init; }

    /// <summary>The oldest version that is spoken; TLS 1.2 by default.</summary>
    public TlsVersion MinVersion { get; init; }

    /// <summary>
    /// A PEM file with the certificate that backends are shown, and those between it and its authority; read anew when
    /// it changes.
    /// </summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>The PEM file of its private key; <c>null</c> where <see cref="ClientCertificateFile"/> holds it too.</summary>
    public string? ClientKeyFile { get; init; }
}
