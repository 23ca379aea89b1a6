namespace LbPlatform.DataPlane.Actions;

/// <summary>The clock of one request of a route with time-outs: ends its attempts when one of them has passed.</summary>
internal sealed class Deadline(TimeoutPlan plan, TimeProvider time, long startedAt) : IDisposable
{
    private CancellationTokenSource _source = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>Ends the current attempt.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether a time-out has passed.</summary>
    public bool HasPassed => _source.IsCancellationRequested;

    /// <summary>Whether no further attempt may begin.</summary>
    public bool IsOver => Rest == TimeSpan.Zero;

    /// <summary>The time-out that has passed, or passes next.</summary>
    public TimeSpan? Told => IsOver ? plan.Total : plan.FirstByte ?? plan.Total;

    private TimeSpan? Rest =>
        plan.Total is not { } total ? null
        : total - time.GetElapsedTime(startedAt) is { } rest && rest > TimeSpan.Zero ? rest
        : TimeSpan.Zero;

    /// <summary>An attempt begins.</summary>
    public void Begin()
    {
        if (_source.IsCancellationRequested)
        {
            _source.Dispose();
            _source = new(Timeout.InfiniteTimeSpan, time);
        }

        var rest = Rest;
        EndAfter(plan.FirstByte is { } first && (rest is null || first < rest) ? first : rest);
    }

    /// <summary>The head of the response has come.</summary>
    public void HeadCame() => EndAfter(Rest);

    /// <summary>The connection has been switched: it lasts as long as its two ends like.</summary>
    public void Lift() => EndAfter(null);

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();

    private void EndAfter(TimeSpan? delay) =>
        _source.CancelAfter(delay ?? Timeout.InfiniteTimeSpan);
}
