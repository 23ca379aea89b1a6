namespace LbPlatform.EchoBackend;

/// <summary>The fault that the backend plays at present. Immutable state, exchanged as a whole.</summary>
internal sealed class Drill
{
    /// <summary>Longest delay that can be played.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    private volatile Fault _fault = Fault.None;

    /// <summary>What is played now.</summary>
    public Fault Current => _fault;

    /// <summary>From now on every answer is a 500.</summary>
    public void Fail() => _fault = _fault with { Fails = true };

    /// <summary>From now on every answer takes this much longer.</summary>
    public void Slow(TimeSpan delay) => _fault = _fault with { Delay = delay };

    /// <summary>The backend is well again.</summary>
    public void Recover() => _fault = Fault.None;

    internal sealed record Fault(bool Fails, TimeSpan Delay)
    {
        public static readonly Fault None = new(Fails: false, TimeSpan.Zero);
    }
}
