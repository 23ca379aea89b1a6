using System.Net.Http.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LbPlatform.State.Nodes;

/// <summary>
/// Tells ControlPlane over HTTP what this process does: at once after <see cref="Wake"/>, and every
/// <see cref="HeartbeatInterval"/>. A ControlPlane that is gone costs nothing: the process goes on and tries again.
/// </summary>
public sealed partial class NodeReporter : BackgroundService
{
    /// <summary>Time between two reports without news.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);

    /// <summary>After this time without a report ControlPlane takes a node for dead.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private readonly HttpClient _controlPlane;
    private readonly Func<NodeReport> _report;
    private readonly TimeProvider _time;
    private readonly ILogger<NodeReporter> _logger;
    private readonly TaskCompletionSource _firstAttempt = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private bool _isReached = true;

    /// <summary>Sends what <paramref name="report"/> says to the ControlPlane that the client's base address names.</summary>
    public NodeReporter(
        HttpClient controlPlane,
        Func<NodeReport> report,
        TimeProvider time,
        ILogger<NodeReporter> logger
    )
    {
        _controlPlane = controlPlane;
        _report = report;
        _time = time;
        _logger = logger;
    }

    /// <summary>Ends when ControlPlane has been told of this node, or did not answer: from then on writes wait for it.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    /// <summary>There is news: report now.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SendAsync(_report() with { IsStopping = true }, cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _controlPlane.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var heartbeat = _time.CreateTimer(
            _ => Wake(),
            null,
            TimeSpan.Zero,
            HeartbeatInterval
        );
        await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken))
        {
            await SendAsync(_report(), stoppingToken);
            _firstAttempt.TrySetResult();
        }
    }

    private async Task SendAsync(NodeReport report, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(SendTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            cancellationToken
        );
        try
        {
            using var answer = await _controlPlane.PutAsJsonAsync(
                $"nodes/{Uri.EscapeDataString(report.Id)}",
                report,
                SnapshotJson.Options,
                either.Token
            );
            answer.EnsureSuccessStatusCode();
            Reached(true, "");
        }
        catch (Exception failure)
            when (failure is HttpRequestException or OperationCanceledException)
        {
            Reached(false, failure.Message);
        }
    }

    private void Reached(bool isReached, string reason)
    {
        if (isReached == _isReached)
        {
            return;
        }

        _isReached = isReached;
        if (isReached)
        {
            Log.Reached(_logger, _controlPlane.BaseAddress);
        }
        else
        {
            Log.Unreachable(_logger, _controlPlane.BaseAddress, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2030,
            LogLevel.Warning,
            "ControlPlane at {Url} does not answer, going on without it: {Reason}"
        )]
        public static partial void Unreachable(ILogger logger, Uri? url, string reason);

        [LoggerMessage(2031, LogLevel.Information, "ControlPlane at {Url} answers again")]
        public static partial void Reached(ILogger logger, Uri? url);
    }
}
