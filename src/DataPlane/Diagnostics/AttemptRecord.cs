using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>
/// Notes how the attempts at one request go, where requests are logged; there is none otherwise. It travels with the request, so
/// that who makes a connection for it can say how long that took.
/// </summary>
internal sealed class AttemptRecord(TimeProvider time)
{
    private static readonly HttpRequestOptionsKey<AttemptRecord> Key = new("lb.attempts");

    private readonly List<AttemptEntry> _ended = [];
    private string _backend = "";
    private long _startedAt;
    private long _headAt;
    private long _connectTicks = -1;
    private int _status;

    /// <summary>The attempts that have ended, in their order.</summary>
    public IReadOnlyList<AttemptEntry> Ended => _ended;

    /// <summary>An attempt begins.</summary>
    public void Begin(string backend, long at)
    {
        _backend = backend;
        _startedAt = at;
        _headAt = 0;
        _status = 0;
        Volatile.Write(ref _connectTicks, -1);
    }

    /// <summary>Goes with the request from here on.</summary>
    public void Follow(HttpRequestMessage request) => request.Options.Set(Key, this);

    /// <summary>A connection was made for the request, which began at that timestamp of the clock.</summary>
    public static void Connected(HttpRequestMessage request, TimeProvider time, long startedAt)
    {
        if (request.Options.TryGetValue(Key, out var record))
        {
            Volatile.Write(ref record._connectTicks, time.GetElapsedTime(startedAt).Ticks);
        }
    }

    /// <summary>The head of an answer came.</summary>
    public void Head(int status)
    {
        _headAt = time.GetTimestamp();
        _status = status;
    }

    /// <summary>The attempt has ended.</summary>
    public void End(Attempt attempt)
    {
        var connect = Volatile.Read(ref _connectTicks);
        _ended.Add(
            new(
                _backend,
                attempt.Reason,
                _status,
                connect < 0 ? null : TimeSpan.FromTicks(connect),
                _headAt == 0 ? null : time.GetElapsedTime(_startedAt, _headAt),
                time.GetElapsedTime(_startedAt)
            )
        );
    }
}
