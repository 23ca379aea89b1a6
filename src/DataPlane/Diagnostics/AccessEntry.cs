namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>One finished request, as it is logged.</summary>
internal readonly record struct AccessEntry(
    string Client,
    string Method,
    string Target,
    string Protocol,
    int Status,
    long Bytes,
    TimeSpan Total,
    string Backend,
    TimeSpan Upstream,
    int Attempts,
    string Error,
    string? RequestId,
    string? TraceId
)
{
    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The host that it asked for.</summary>
    public string Host { get; init; } = "";

    /// <summary>The name of its route; <c>null</c> where none matched.</summary>
    public string? Route { get; init; }

    /// <summary>The name of its pool; <c>null</c> where it had none.</summary>
    public string? Pool { get; init; }

    /// <summary>The attempts at it.</summary>
    public IReadOnlyList<AttemptEntry> Tries { get; init; } = [];

    /// <summary>The ids that the request has, each after a space.</summary>
    public string Ids =>
        (RequestId is null ? "" : $" id={RequestId}")
        + (TraceId is null ? "" : $" trace={TraceId}");
}
