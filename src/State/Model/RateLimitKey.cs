namespace LbPlatform.State.Model;

/// <summary>Whose requests a <see cref="RateLimit"/> counts together.</summary>
public enum RateLimitKey
{
    /// <summary>Those of one client address; of one /64 network where it is IPv6, since a client has that many.</summary>
    Client,

    /// <summary>Those with the same value of a header field; those without the field are one, too.</summary>
    Header,

    /// <summary>All of the route.</summary>
    Route,
}
