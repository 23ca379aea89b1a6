namespace LbPlatform.State.Model;

/// <summary>With which requests of other sites browsers send a cookie (RFC 6265bis, 4.1.2.7).</summary>
public enum CookieSameSite
{
    /// <summary>Only when a person goes there.</summary>
    Lax,

    /// <summary>With none.</summary>
    Strict,

    /// <summary>With all; browsers then want TLS.</summary>
    None,
}
