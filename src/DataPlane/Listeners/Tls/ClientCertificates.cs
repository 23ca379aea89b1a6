namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>Whether a listener asks clients for a certificate.</summary>
public enum ClientCertificates
{
    /// <summary>They are not asked.</summary>
    None,

    /// <summary>They are asked; one that has none is served all the same, one with a bad one is not.</summary>
    Optional,

    /// <summary>The handshake fails without one that the authorities vouch for.</summary>
    Required,
}
