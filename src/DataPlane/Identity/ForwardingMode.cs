namespace LbPlatform.DataPlane.Identity;

/// <summary>What becomes of one field that tells the backend about the client. A client's own is never believed.</summary>
public enum ForwardingMode
{
    /// <summary>What came is dropped; ours is sent.</summary>
    Set,

    /// <summary>
    /// From a trusted proxy it is gone on from: addresses are appended to its list, a single value is kept. From anybody
    /// else, and where it is malformed, as <see cref="Set"/>.
    /// </summary>
    Append,

    /// <summary>What came is dropped; nothing is sent.</summary>
    Remove,
}
