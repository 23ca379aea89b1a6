namespace LbPlatform.DataPlane.Zones;

/// <summary>Whose turn it is, the zone's or the others'. Safe for concurrent use; outlives flips.</summary>
internal sealed class ZoneTurns
{
    private uint _turn = uint.MaxValue;

    /// <summary>Others that go on from here.</summary>
    public ZoneTurns Fork() => new() { _turn = Volatile.Read(ref _turn) };

    /// <summary>
    /// Whether the next request stays: <paramref name="percent"/> of each hundred in a row do, spread over them. Where all or
    /// none do nothing is counted, so that cores share no cache line.
    /// </summary>
    public bool NextIsNear(int percent) =>
        percent >= ZoneShare.Whole
        || (
            percent > 0
            && (ulong)Interlocked.Increment(ref _turn) * (uint)percent % ZoneShare.Whole
                < (uint)percent
        );
}
