namespace LbPlatform.State.Model;

/// <summary>A version of TLS that backends may be spoken to in.</summary>
public enum TlsVersion
{
    /// <summary>TLS 1.2.</summary>
    Tls12,

    /// <summary>TLS 1.3.</summary>
    Tls13,
}
