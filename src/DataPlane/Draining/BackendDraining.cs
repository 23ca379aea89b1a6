namespace LbPlatform.DataPlane.Draining;

/// <summary>
/// What this process does while one backend drains: since when it knows, whom it tells when the last request has ended,
/// and the signal that closes switched connections. Safe for concurrent use.
/// </summary>
internal sealed class BackendDraining(TimeProvider time)
{
    /// <summary>
    /// Time after which a count of zero is believed: a request that chose the backend just before is counted by then.
    /// </summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private CancellationTokenSource? _closing;
    private Action? _idle;
    private long _beganAt;
    private volatile bool _isOn;

    /// <summary>Whether it drains, and what is counted holds.</summary>
    public bool IsSettled => _isOn && time.GetElapsedTime(Volatile.Read(ref _beganAt)) >= Settle;

    /// <summary>Cancelled when switched connections are to be closed.</summary>
    public CancellationToken Closing
    {
        get
        {
            lock (_lock)
            {
                _closing ??= new();
                return _closing.Token;
            }
        }
    }

    /// <summary>It drains from now on; <paramref name="idle"/> is told whenever nothing is in flight any more.</summary>
    public void Begin(Action idle)
    {
        Volatile.Write(ref _beganAt, time.GetTimestamp());
        Volatile.Write(ref _idle, idle);
        _isOn = true;
    }

    /// <summary>It drains no more: switched connections may begin again.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOn = false;
            if (_closing is { IsCancellationRequested: true })
            {
                _closing.Dispose();
                _closing = null;
            }
        }
    }

    /// <summary>Nothing is in flight.</summary>
    public void BeIdle()
    {
        if (_isOn)
        {
            Volatile.Read(ref _idle)?.Invoke();
        }
    }

    /// <summary>Closes what is switched, and what will be, until the drain ends.</summary>
    public void Close()
    {
        CancellationTokenSource closing;
        lock (_lock)
        {
            closing = _closing ??= new();
        }

        try
        {
            closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The drain has just been taken back.
        }
    }
}
