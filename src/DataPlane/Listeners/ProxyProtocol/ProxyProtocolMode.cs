namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>Whether connections begin with a header of the PROXY protocol. There is no guessing: that would let clients forge one.</summary>
public enum ProxyProtocolMode
{
    /// <summary>They do not.</summary>
    Off,

    /// <summary>Each one does, and comes from a proxy that is trusted; others are closed.</summary>
    Required,
}
