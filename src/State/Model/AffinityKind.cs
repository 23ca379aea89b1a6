namespace LbPlatform.State.Model;

/// <summary>What ties a client to the backend that served it before.</summary>
public enum AffinityKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A signed cookie of ours, which names the backend.</summary>
    Cookie,

    /// <summary>The value of a header, hashed.</summary>
    Header,

    /// <summary>The client's address as trusted proxies tell it, hashed.</summary>
    Source,
}
