namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>One certificate with its private key. Section <c>DataPlane:Listeners:N:Tls:Certificates:M</c>.</summary>
public sealed class CertificateOptions
{
    /// <summary>
    /// A PEM file with the certificate and the intermediate ones behind it, or a PKCS#12 file (*.pfx, *.p12).
    /// </summary>
    public string File { get; set; } = "";

    /// <summary>The PEM file with the private key. Default: it is in <see cref="File"/>.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>The password of the PKCS#12 file or of the private key. Default none.</summary>
    public string Password { get; set; } = "";

    /// <summary>A file whose first line is that password. Default none.</summary>
    public string PasswordFile { get; set; } = "";
}
