namespace LbPlatform.BalancingQuality;

/// <summary>The clock of a simulation, in its own ticks of 100 ns; it stands where the current event is.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private long _ticks;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Now, since the beginning of the simulation.</summary>
    public TimeSpan Now => TimeSpan.FromTicks(_ticks);

    /// <inheritdoc />
    public override long GetTimestamp() => _ticks;

    /// <summary>The next event is at <paramref name="moment"/>.</summary>
    public void MoveTo(TimeSpan moment) => _ticks = moment.Ticks;
}
