namespace LbPlatform.DataPlane.Identity;

/// <summary>
/// The field in which trusted proxies name the client. Only one is believed: a proxy that writes one of the two passes
/// the other one on as its client forged it.
/// </summary>
public enum AddressSource
{
    /// <summary><c>X-Forwarded-For</c>, with <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c> beside it.</summary>
    XForwardedFor,

    /// <summary><c>Forwarded</c> (RFC 7239).</summary>
    Forwarded,
}
