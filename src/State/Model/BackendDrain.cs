namespace LbPlatform.State.Model;

/// <summary>How a backend is drained.</summary>
public sealed record BackendDrain
{
    /// <summary>The longest that may be asked for.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>Since when it takes no new clients, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>
    /// Until when clients that are tied to it still reach it, UTC; then its switched connections (WebSocket) are closed. Requests
    /// in flight end undisturbed.
    /// </summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Whether it is removed once it is drained, or at the deadline.</summary>
    public bool ThenRemove { get; init; }
}
