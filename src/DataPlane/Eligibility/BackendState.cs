using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Draining;
using LbPlatform.DataPlane.Silence;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.State.Model;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>
/// What this process knows of one backend beyond its configuration, for as long as it stays in its pool under the
/// same URL: with another URL it is another server and inherits nothing.
/// </summary>
internal sealed class BackendState(
    Backend backend,
    TimeProvider? time = null,
    TrafficHistograms? histograms = null
)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private volatile Backend _backend = backend;
    private volatile bool _isEjected;
    private volatile bool _isOnTrial;
    private RecentAnswers? _recentAnswers;
    private volatile Ejection? _lastEjection;
    private int _breaks;
    private int _failures;
    private int _inFlight;
    private long _began;
    private volatile int _ramp = SlowStart.Whole;
    private long? _rampBegan;

    /// <summary>The backend's id.</summary>
    public string Id => _backend.Id;

    /// <summary>The backend's name.</summary>
    public string Name => _backend.Name;

    /// <summary>Where it listens; never changes.</summary>
    public BackendUrl Url { get; } = backend.Url;

    /// <summary>What the operator wishes.</summary>
    public AdministrativeState Wish => _backend.AdministrativeState;

    /// <summary>How it is drained; <c>null</c> where it is not.</summary>
    public BackendDrain? Drain => _backend.Drain;

    /// <summary>What this process does about it.</summary>
    public BackendDraining Draining { get; } = new(time ?? TimeProvider.System);

    /// <summary>Whether it drains, and nobody is tied to it any more.</summary>
    public bool IsPastDeadline =>
        Wish == AdministrativeState.Draining
        && (Drain is not { } drain || drain.Deadline <= _time.GetUtcNow());

    /// <summary>Its share of the pool's requests.</summary>
    public int Weight => _backend.Weight;

    /// <summary>Its weight as far as slow start has let it grow; comparable within the pool only.</summary>
    public int Share => Weight * _ramp;

    /// <summary>Whether it grows still.</summary>
    public bool IsRamping => _rampBegan is not null;

    /// <summary>0, or the tier of a backup.</summary>
    public int Tier => _backend.Tier;

    /// <summary>The zone that it runs in; <c>null</c> where none is known.</summary>
    public string? Zone => _backend.Zone;

    /// <summary>Requests that it is working on, until the last byte of their answers.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Attempts that ever began at it.</summary>
    public long Began => Volatile.Read(ref _began);

    /// <summary>How long it takes to begin its answers.</summary>
    public LatencyAverage Latency { get; } = new(time ?? TimeProvider.System);

    /// <summary>What it answered since the last sweep, where its pool's settings ask for it.</summary>
    public BackendTraffic Traffic { get; } = new(time ?? TimeProvider.System);

    /// <summary>What traffic met on it since it is known here.</summary>
    public BackendCounters Counters { get; } = new(time ?? TimeProvider.System, histograms);

    /// <summary>The attempts whose answers have not begun, where its pool listens for silence.</summary>
    public PendingAnswers Pending { get; } = new(time ?? TimeProvider.System);

    /// <summary>How long it took lately to begin its answers.</summary>
    public RecentAnswers RecentAnswers => _recentAnswers ??= new(Counters);

    /// <summary>Whether it was left out as silent and has answered nothing since it is back: it gets one request at a time.</summary>
    public bool IsOnTrial => _isOnTrial;

    /// <summary>Whether it is left out now because of what traffic met.</summary>
    public bool IsEjected => _isEjected;

    /// <summary>Why it is left out now, as others are told; <c>null</c> where it is not.</summary>
    public BackendEjection? Evidence =>
        _isEjected && _lastEjection is { } ejection ? ejection.AsEvidence() : null;

    /// <summary>The current ejection, or the last one.</summary>
    public Ejection? LastEjection => _lastEjection;

    /// <summary>Whether <paramref name="backend"/> is this one: the same server under the same identity.</summary>
    public bool Is(Backend backend) => backend.Id == Id && backend.Url == Url;

    /// <summary>Takes over a changed name or wish.</summary>
    public void Update(Backend backend) => _backend = backend;

    /// <summary>A request begins.</summary>
    public void Enter()
    {
        Interlocked.Increment(ref _inFlight);
        Interlocked.Increment(ref _began);
    }

    /// <summary>A request begins, unless <paramref name="most"/> are in flight already; 0 is no limit.</summary>
    /// <param name="most">What it may work on.</param>
    /// <param name="mindsTrial">Whether one that is on trial gets one at a time.</param>
    public bool TryEnter(int most, bool mindsTrial = true)
    {
        var bound = mindsTrial ? Bound(most) : most;
        if (Interlocked.Increment(ref _inFlight) > bound && bound > 0)
        {
            Interlocked.Decrement(ref _inFlight);
            return false;
        }

        Interlocked.Increment(ref _began);
        return true;
    }

    /// <summary>Whether it may work on one request more, if <paramref name="most"/> is what it may; 0 is no limit.</summary>
    public bool HasRoom(int most) => Bound(most) is var bound && (bound == 0 || InFlight < bound);

    /// <summary>A request ends.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0)
        {
            Draining.BeIdle();
        }
    }

    /// <summary>It returns, and grows into its share over <paramref name="window"/>. Callers hold the table's lock.</summary>
    public void BeginRamp(TimeSpan window)
    {
        _rampBegan = _time.GetTimestamp();
        Grow(window);
    }

    /// <summary>Grows as far as it may by now. Callers hold the table's lock.</summary>
    public void Grow(TimeSpan window)
    {
        if (_rampBegan is { } began)
        {
            _ramp = SlowStart.PercentAt(_time.GetElapsedTime(began), window);
            _rampBegan = _ramp == SlowStart.Whole ? null : began;
        }
    }

    /// <summary>Left out from now on. Callers hold the table's lock.</summary>
    public void Eject(Ejection ejection)
    {
        _lastEjection = ejection;
        _isEjected = true;
        Counters.Ejected(ejection.Cause);
    }

    /// <summary>Left out no more. Callers hold the table's lock.</summary>
    public void Return()
    {
        _isEjected = false;
        _isOnTrial = _lastEjection is { Cause: EjectionCause.Silent };
        Volatile.Write(ref _breaks, 0);
        Volatile.Write(ref _failures, 0);
    }

    /// <summary>An answer has begun.</summary>
    public void EndTrial()
    {
        if (_isOnTrial)
        {
            _isOnTrial = false;
        }
    }

    /// <summary>Counts a connection that broke; answers how many did in a row.</summary>
    public int CountBreak() => Interlocked.Increment(ref _breaks);

    /// <summary>Counts an answer that failed; answers how many did in a row. The connection, at least, held.</summary>
    public int CountFailure()
    {
        Clear(ref _breaks);
        return Interlocked.Increment(ref _failures);
    }

    /// <summary>A good answer came: both rows are over.</summary>
    public void CountAnswer()
    {
        Clear(ref _breaks);
        Clear(ref _failures);
    }

    private int Bound(int most) => _isOnTrial ? 1 : most;

    private static void Clear(ref int row)
    {
        // Read first: writing the same value for each answer would drag the cache line from core to core.
        if (Volatile.Read(ref row) != 0)
        {
            Volatile.Write(ref row, 0);
        }
    }
}
