namespace LbPlatform.DataPlane.Upgrades;

/// <summary>
/// Which protocols a connection may switch to, and how long it may be silent then. Section
/// <c>DataPlane:Listeners:N:Upgrade</c>.
/// </summary>
public sealed class UpgradeOptions
{
    /// <summary>Protocols that may be named beside WebSocket, at most.</summary>
    public const int MostProtocols = 16;

    /// <summary>Whether WebSocket is forwarded, over HTTP/1.1 and HTTP/2 (RFC 8441). Default true.</summary>
    public bool WebSocket { get; set; } = true;

    /// <summary>
    /// Further protocols that an <c>Upgrade</c> field may ask a backend for, as they are written there. None by default: a
    /// request for any other one is forwarded without it.
    /// </summary>
    public IList<string> Protocols { get; set; } = [];

    /// <summary>
    /// Time without a byte in either direction after which a switched connection is closed; 0 for never. Default 1 h.
    /// Pings count, since they are bytes.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(1);
}
