namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>The versions of TLS that a listener may demand; older ones are broken and not spoken at all.</summary>
public enum TlsVersion
{
    /// <summary>TLS 1.2 and later.</summary>
    Tls12,

    /// <summary>TLS 1.3 and later.</summary>
    Tls13,
}
