using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// Counts what is refused, by reason, and says it in the log: one line a second for each reason, with the number of those
/// not said.
/// </summary>
internal sealed partial class Refusals
{
    /// <summary>The meter of this process.</summary>
    public const string MeterName = "LbPlatform.DataPlane";

    /// <summary>Time between two lines alike.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const string Unread = "unread";

    private readonly ConcurrentDictionary<string, Pace> _paces = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ReasonCounts _requests = new();
    private readonly ReasonCounts _connections = new();
    private readonly ReasonCounts _idle = new();

    public Refusals(IMeterFactory meters, TimeProvider time, ILogger<Refusals> logger)
    {
        _time = time;
        _logger = logger;
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "lb.requests.refused",
            _requests.Read,
            "{request}",
            "Requests that the data plane answered itself, by reason"
        );
        meter.CreateObservableCounter(
            "lb.connections.refused",
            _connections.Read,
            "{connection}",
            "Connections that were closed when they came, or before their first head, by reason"
        );
        meter.CreateObservableCounter(
            "lb.connections.idle_closed",
            _idle.Read,
            "{connection}",
            "Idle connections that were closed before the server's own time, by reason"
        );
    }

    /// <summary>A request is answered by the data plane itself.</summary>
    public void Count(ErrorReason reason) => _requests.Add(reason.Word());

    /// <summary>A request met a limit.</summary>
    public void Say(ErrorReason reason, HttpContext context, string client)
    {
        if (IsDue(reason.Word(), out var unsaid))
        {
            Log.Refused(
                _logger,
                reason.Word(),
                client,
                LogText.Escape(context.Request.Method),
                LogText.Escape(context.Request.Path.Value),
                unsaid
            );
        }
    }

    /// <summary>What came is no request that could be read.</summary>
    public void NoteUnread(ErrorReason reason, string client, string why)
    {
        Count(reason);
        if (IsDue(Unread, out var unsaid))
        {
            Log.Unread(_logger, reason.Word(), client, LogText.Escape(why), unsaid);
        }
    }

    /// <summary>A connection is closed without a word.</summary>
    public void NoteConnection(string reason, string client)
    {
        _connections.Add(reason);
        if (IsDue(reason, out var unsaid))
        {
            Log.Closed(_logger, reason, client, unsaid);
        }
    }

    /// <summary>An idle connection is closed.</summary>
    public void CountIdle(string reason) => _idle.Add(reason);

    private bool IsDue(string reason, out long unsaid) =>
        _paces.GetOrAdd(reason, static _ => new()).IsDue(_time.GetUtcNow().UtcTicks, out unsaid);

    private sealed class Pace
    {
        private long _saidAt;
        private long _unsaid;

        public bool IsDue(long now, out long unsaid)
        {
            unsaid = 0;
            var saidAt = Volatile.Read(ref _saidAt);
            if (
                now - saidAt < Interval.Ticks
                || Interlocked.CompareExchange(ref _saidAt, now, saidAt) != saidAt
            )
            {
                Interlocked.Increment(ref _unsaid);
                return false;
            }

            unsaid = Interlocked.Exchange(ref _unsaid, 0);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4150,
            LogLevel.Warning,
            "Request not readable: {Reason} client={Client} \"{Why}\" ({Unsaid} more since the last line)"
        )]
        public static partial void Unread(
            ILogger logger,
            string reason,
            string client,
            string why,
            long unsaid
        );

        [LoggerMessage(
            4160,
            LogLevel.Warning,
            "Request refused: {Reason} client={Client} {Method} {Path} ({Unsaid} more since the last line)"
        )]
        public static partial void Refused(
            ILogger logger,
            string reason,
            string client,
            string method,
            string path,
            long unsaid
        );

        [LoggerMessage(
            4161,
            LogLevel.Warning,
            "Connection closed: {Reason} client={Client} ({Unsaid} more since the last line)"
        )]
        public static partial void Closed(
            ILogger logger,
            string reason,
            string client,
            long unsaid
        );
    }
}
