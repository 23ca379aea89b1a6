namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>A change of one file.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">The certificate, or the reason.</param>
internal readonly record struct CertificateChange(CertificateChangeKind Kind, string Text);
