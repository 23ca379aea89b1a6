using System.Collections.Concurrent;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>
/// One line for a failed request; where many fail alike, one a second for each backend and reason, with their number.
/// </summary>
internal sealed partial class FailureLog(TimeProvider time, ILogger<FailureLog> logger)
{
    /// <summary>Time between two lines alike.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Kinds that are told apart; past it all are forgotten and counted anew.</summary>
    public const int MostKinds = 4096;

    private const string Nobody = "none";

    private readonly ConcurrentDictionary<(string Backend, ErrorReason Reason), Kind> _kinds =
        new();

    /// <summary>A request failed.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="exchange">The request.</param>
    /// <param name="detail">What more is known; may be empty.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="elapsed">Time since it came.</param>
    /// <param name="requestId">The request's id; <c>null</c> where it has none.</param>
    public void Note(
        ErrorReason reason,
        Exchange exchange,
        string? detail,
        string method,
        TimeSpan elapsed,
        string? requestId = null
    )
    {
        var backend = exchange.Backend?.Name ?? Nobody;
        if (_kinds.Count > MostKinds)
        {
            _kinds.Clear();
        }

        var kind = _kinds.GetOrAdd((backend, reason), static _ => new Kind());
        if (!kind.IsDue(time.GetUtcNow().UtcTicks, out var unsaid))
        {
            return;
        }

        var path = LogText.Escape(RequestTarget.WithoutQuery(exchange.Target));
        Log.Failed(
            logger,
            string.IsNullOrEmpty(detail)
                ? reason.Word()
                : $"{reason.Word()} ({LogText.Escape(detail)})",
            backend,
            LogText.Escape(method),
            path,
            (long)elapsed.TotalMilliseconds,
            unsaid,
            requestId is null ? "" : $" id={requestId}"
        );
    }

    private sealed class Kind
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
            4001,
            LogLevel.Warning,
            "Request failed: {Reason} backend={Backend} {Method} {Path} after {Ms} ms ({Unsaid} more alike since the last line){Id}"
        )]
        public static partial void Failed(
            ILogger logger,
            string reason,
            string backend,
            string method,
            string path,
            long ms,
            long unsaid,
            string id
        );
    }
}
