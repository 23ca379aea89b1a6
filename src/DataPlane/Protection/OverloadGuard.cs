using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.State.Model;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// Refuses new work while the process has more than it can do: too many requests in flight, too much memory, too many
/// connections. A request costs two comparisons; everything else is found out by <see cref="Sample"/>, a few times a second.
/// </summary>
internal sealed partial class OverloadGuard
{
    /// <summary>Time between two samples.</summary>
    public static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>An episode ends when nothing was refused for so long.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>Time between two collections that are to tell garbage from use.</summary>
    public static readonly TimeSpan CollectInterval = TimeSpan.FromSeconds(10);

    private readonly ActiveRequests _active;
    private readonly ProcessResources _resources;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly int _mostRequests;
    private readonly long _mostMemory;
    private readonly int _mostConnections;

    private volatile bool _isMemoryShort;
    private volatile bool _isPressed;
    private volatile Episode? _episode;
    private int _connections;
    private long _shed;
    private long _shedAtLastSample;
    private DateTimeOffset _calmSince;
    private DateTimeOffset _collectedAt;

    public OverloadGuard(
        IOptions<DataPlaneOptions> options,
        ActiveRequests active,
        ProcessResources resources,
        TimeProvider time,
        ILogger<OverloadGuard> logger
    )
    {
        var bounds = options.Value.Overload;
        _active = active;
        _resources = resources;
        _time = time;
        _logger = logger;
        _mostRequests = bounds.MaxRequestsInFlight;
        _mostMemory =
            bounds.MaxMemoryBytes > 0
                ? bounds.MaxMemoryBytes
                : (long)(resources.AvailableMemory * OverloadRules.OfAvailable);
        _mostConnections = OverloadRules.MostConnections(
            bounds.MaxConnections,
            resources.Descriptors
        );
        if (_mostConnections < bounds.MaxConnections)
        {
            // Who has not asked for so many is not short of them.
            Log.FewDescriptors(
                logger,
                bounds.MaxConnections == OverloadOptions.UsualMaxConnections
                    ? LogLevel.Information
                    : LogLevel.Warning,
                _mostConnections,
                bounds.MaxConnections,
                resources.Descriptors
            );
        }
    }

    /// <summary>Connections of clients now.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Whether something is used up so far that idle connections should go.</summary>
    public bool IsPressed => _isPressed;

    /// <summary>Requests and connections refused so far.</summary>
    public long Shed => Interlocked.Read(ref _shed);

    /// <summary>What is short now, for people; <c>null</c> where nothing is.</summary>
    public string? Shortage => _episode?.What;

    /// <summary>Whether a request is refused that makes <paramref name="inFlight"/>, itself included.</summary>
    public bool Sheds(int inFlight)
    {
        if (!IsOver(inFlight))
        {
            return false;
        }

        Refuse(_isMemoryShort ? MemoryText() : $"{_mostRequests} requests in flight");
        return true;
    }

    /// <summary>As <see cref="Sheds"/>, for those who only ask.</summary>
    public bool IsOver(int inFlight) => inFlight > _mostRequests || _isMemoryShort;

    /// <summary>Counts a connection; false where there are too many already, and it is not counted.</summary>
    public bool TryConnect()
    {
        if (Interlocked.Increment(ref _connections) <= _mostConnections)
        {
            return true;
        }

        Interlocked.Decrement(ref _connections);
        Refuse($"{_mostConnections} connections");
        return false;
    }

    /// <summary>A connection that was counted has ended.</summary>
    public void Disconnect() => Interlocked.Decrement(ref _connections);

    /// <summary>Looks at what is used, and ends the episode that is over. Called by one thread at a time.</summary>
    public void Sample()
    {
        var now = _time.GetUtcNow();
        SampleMemory(now);
        _isPressed =
            OverloadRules.IsPressed(_resources.UsedMemory, _mostMemory)
            || OverloadRules.IsPressed(Connections, _mostConnections)
            || OverloadRules.IsPressed(_active.Count, _mostRequests);
        var shed = Shed;
        if (_isMemoryShort || shed != _shedAtLastSample)
        {
            _shedAtLastSample = shed;
            _calmSince = now;
        }
        else if (_episode is { } episode && now - _calmSince >= Calm)
        {
            _episode = null;
            Log.Ended(
                _logger,
                episode.What,
                DurationText.Format(now - episode.Since),
                shed - episode.ShedBefore
            );
        }
    }

    private void SampleMemory(DateTimeOffset now)
    {
        var isShort = OverloadRules.IsShort(_resources.UsedMemory, _mostMemory, _isMemoryShort);
        if (isShort && now - _collectedAt >= CollectInterval)
        {
            // What nobody uses counts until it is collected, and who refuses work makes no garbage that would start that.
            _collectedAt = now;
            _resources.Collect();
            isShort = OverloadRules.IsShort(_resources.UsedMemory, _mostMemory, _isMemoryShort);
        }

        if (isShort && !_isMemoryShort)
        {
            Begin(MemoryText());
        }

        _isMemoryShort = isShort;
    }

    private void Refuse(string what)
    {
        Begin(what);
        Interlocked.Increment(ref _shed);
    }

    private void Begin(string what)
    {
        if (_episode is not null)
        {
            return;
        }

        var episode = new Episode(what, _time.GetUtcNow(), Shed);
        if (Interlocked.CompareExchange(ref _episode, episode, null) is null)
        {
            Log.Began(_logger, what, _active.Count, Connections, _resources.UsedMemory >> 20);
        }
    }

    private string MemoryText() => $"{_mostMemory >> 20} MiB of memory";

    private sealed record Episode(string What, DateTimeOffset Since, long ShedBefore);

    private static partial class Log
    {
        [LoggerMessage(
            4162,
            LogLevel.Warning,
            "Overloaded: {What} are used up, new work is refused ({Requests} requests in flight, {Connections} connections, {MiB} MiB heap)"
        )]
        public static partial void Began(
            ILogger logger,
            string what,
            int requests,
            int connections,
            long miB
        );

        [LoggerMessage(
            4163,
            LogLevel.Information,
            "No longer overloaded: {What} were used up for {Duration}, {Count} were refused"
        )]
        public static partial void Ended(ILogger logger, string what, string duration, long count);

        [LoggerMessage(
            EventId = 4164,
            Message = "{Most} connections at most instead of DataPlane:Overload:MaxConnections {Asked}: the process may have {Descriptors} descriptors (ulimit -n, LimitNOFILE)"
        )]
        public static partial void FewDescriptors(
            ILogger logger,
            LogLevel level,
            int most,
            int asked,
            long descriptors
        );
    }
}
