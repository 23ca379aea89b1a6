namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>How reading a header went.</summary>
internal enum ProxyHeaderResult
{
    /// <summary>It is not complete yet.</summary>
    Incomplete,

    /// <summary>It is complete and good.</summary>
    Complete,

    /// <summary>It is none, or one that the specification forbids.</summary>
    Malformed,
}
