namespace LbPlatform.State.Traffic;

/// <summary>
/// What a data plane counted, as it tells ControlPlane: not what came since the last report, but how far its counters are. A
/// report that is lost, or comes twice, therefore loses and doubles nothing.
/// </summary>
public sealed record NodeTraffic
{
    /// <summary>Time between two reports.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Most backends of one report; a data plane that has more sends several.</summary>
    public const int MostBackends = 1000;

    /// <summary>Largest report, in bytes.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    /// <summary>The life of the process that counted: another one begins at zero, though it may have the same id.</summary>
    public required string Epoch { get; init; }

    /// <summary>When the counters were read, UTC, by the data plane's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The backends that are reported; others stay as they were reported last.</summary>
    public required IReadOnlyList<BackendCount> Backends { get; init; }
}
