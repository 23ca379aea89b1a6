namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>How many requests are in flight.</summary>
internal sealed class ActiveRequests
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>One more; how many there are with it.</summary>
    public int Enter() => Interlocked.Increment(ref _count);

    public void Leave() => Interlocked.Decrement(ref _count);
}
