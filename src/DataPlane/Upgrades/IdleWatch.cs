namespace LbPlatform.DataPlane.Upgrades;

/// <summary>
/// Notices silence. A byte costs one store: the timer asks when it is due whether it still is, instead of being set anew
/// each time.
/// </summary>
internal sealed class IdleWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Action _idle;
    private readonly ITimer? _timer;
    private long _heardAt;

    /// <summary>Calls <paramref name="idle"/> after <paramref name="timeout"/> of silence; never where that is zero.</summary>
    public IdleWatch(TimeSpan timeout, TimeProvider time, Action idle)
    {
        _time = time;
        _timeout = timeout;
        _idle = idle;
        _heardAt = time.GetTimestamp();
        _timer =
            timeout == TimeSpan.Zero
                ? null
                : time.CreateTimer(
                    static watch => ((IdleWatch)watch!).Ask(),
                    this,
                    Timeout.InfiniteTimeSpan,
                    Timeout.InfiniteTimeSpan
                );
        _timer?.Change(timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something was heard.</summary>
    public void Hear()
    {
        if (_timer is not null)
        {
            Volatile.Write(ref _heardAt, _time.GetTimestamp());
        }
    }

    /// <inheritdoc />
    public void Dispose() => _timer?.Dispose();

    private void Ask()
    {
        var left = _timeout - _time.GetElapsedTime(Volatile.Read(ref _heardAt));
        if (left <= TimeSpan.Zero)
        {
            _idle();
        }
        else
        {
            _timer?.Change(left, Timeout.InfiniteTimeSpan);
        }
    }
}
