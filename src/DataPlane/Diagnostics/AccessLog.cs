using System.Threading.Channels;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>
/// One line for each request, where that is asked for. Requests put an entry into a bounded queue and go on; a task of its own
/// writes them. What does not fit is dropped and counted.
/// </summary>
internal sealed partial class AccessLog : BackgroundService
{
    /// <summary>Entries that wait to be written, at most.</summary>
    public const int MostWaiting = 8192;

    /// <summary>The log's category.</summary>
    public const string Category = "Lb.Access";

    private const string Nobody = "-";
    private const int StatusOfClientGone = 499;

    private readonly bool _isOn;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AccessLogWriter? _writer;
    private readonly Channel<AccessEntry> _waiting;
    private long _dropped;

    public AccessLog(IOptions<DataPlaneOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        _isOn = options.Value.AccessLog;
        _time = time;
        _logger = loggers.CreateLogger(Category);
        _writer = _isOn ? new(options.Value.RequestLog, time, _logger) : null;
        _waiting = Channel.CreateBounded<AccessEntry>(
            new BoundedChannelOptions(MostWaiting)
            {
                FullMode = BoundedChannelFullMode.DropWrite,
                SingleReader = true,
            },
            _ => Interlocked.Increment(ref _dropped)
        );
    }

    /// <summary>What notes the attempts at a request; <c>null</c> where nobody asks.</summary>
    public AttemptRecord? Begin() => _isOn ? new(_time) : null;

    /// <summary>A request has ended that no backend was asked about.</summary>
    public void Write(HttpContext context)
    {
        if (_isOn)
        {
            var identity = RequestIdentity.Of(context);
            _waiting.Writer.TryWrite(
                new(
                    identity.ClientText,
                    context.Request.Method,
                    context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                    context.Request.Protocol,
                    context.Response.StatusCode,
                    context.Response.ContentLength ?? 0,
                    TimeSpan.Zero,
                    Nobody,
                    TimeSpan.Zero,
                    Attempts: 0,
                    ErrorOf(context),
                    identity.RequestId,
                    TraceOf(context, identity)
                )
                {
                    At = _time.GetUtcNow(),
                    Host = context.Request.Host.Value ?? "",
                }
            );
        }
    }

    /// <summary>A request has ended.</summary>
    public void Write(HttpContext context, Exchange exchange)
    {
        if (!_isOn)
        {
            return;
        }

        var identity = RequestIdentity.Of(context);
        var isGone = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted;
        _waiting.Writer.TryWrite(
            new(
                identity.ClientText,
                context.Request.Method,
                exchange.Target,
                context.Request.Protocol,
                isGone ? StatusOfClientGone : context.Response.StatusCode,
                exchange.IsAnswered ? exchange.BodyBytes : context.Response.ContentLength ?? 0,
                _time.GetElapsedTime(exchange.StartedAt),
                exchange.Backend?.Name ?? Nobody,
                exchange.Backend is null
                    ? TimeSpan.Zero
                    : _time.GetElapsedTime(exchange.AttemptedAt),
                exchange.Tried.Length,
                exchange.IsAnswered ? "" : ErrorOf(context),
                identity.RequestId,
                TraceOf(context, identity)
            )
            {
                At = _time.GetUtcNow(),
                Host = context.Request.Host.Value ?? "",
                Route = exchange.Plan.Route.Name,
                Pool = exchange.Pool.Name,
                Tries = exchange.Record?.Ended ?? [],
            }
        );
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What waits is written before the process ends.
        _waiting.Writer.TryComplete();
        await _waiting
            .Reader.Completion.WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var entry in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            _writer?.Write(entry);
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                Log.Dropped(_logger, dropped);
            }

            if (_waiting.Reader.Count == 0)
            {
                _writer?.Flush();
            }
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _writer?.Dispose();
        base.Dispose();
    }

    /// <summary>The word of an answer of our own, as the line ends with it.</summary>
    private static string ErrorOf(HttpContext context) =>
        context.Response.Headers.TryGetValue(ErrorResponse.ReasonField, out var word)
            ? word.ToString()
            : "";

    /// <summary>The trace that was continued, or the one that passes as the client sent it.</summary>
    private static string? TraceOf(HttpContext context, RequestIdentity identity) =>
        identity.TraceId
        ?? (
            ClientConnection.Of(context).Plan.Trace == TraceMode.PassThrough
            && TraceParent.TryRead(context.Request.Headers[TraceParent.Field], out var parent)
                ? parent.TraceId
                : null
        );

    private static partial class Log
    {
        [LoggerMessage(4002, LogLevel.Warning, "{Count} lines of the access log were dropped")]
        public static partial void Dropped(ILogger logger, long count);
    }
}
