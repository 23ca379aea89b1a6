using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Nodes;

/// <summary>
/// Keeps on disk which data planes live, so that the first writes after a restart wait for them although none has
/// reported again yet. Written when one comes or goes, not with every report.
/// </summary>
internal sealed partial class NodeMemory(
    NodeRegistry nodes,
    LastGoodCopy<NodeMemory.Known> copy,
    TimeProvider time,
    ILogger<NodeMemory> logger
) : BackgroundService
{
    private bool _isWritable = true;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (copy.TryRead() is var (known, _))
        {
            nodes.Remember(known.DataPlanes);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var kept = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            var (known, news) = nodes.Look();
            List<NodeReport> live =
            [
                .. known
                    .Where(node => node.Report.Kind == NodeKind.DataPlane && nodes.IsLive(node))
                    .Select(static node => node.Report),
            ];
            var ids = string.Join(' ', live.Select(static report => report.Id));
            if (ids != kept)
            {
                Keep(live);
                kept = ids;
            }

            try
            {
                // Deaths make no news.
                await news.WaitAsync(NodeReporter.DeadAfter, time, stoppingToken);
            }
            catch (TimeoutException)
            {
                // Looks again.
            }
        }
    }

    private void Keep(IReadOnlyList<NodeReport> live)
    {
        try
        {
            copy.Write(new(live));
            _isWritable = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (_isWritable)
            {
                Log.NotKept(logger, failure.Message);
            }

            _isWritable = false;
        }
    }

    /// <summary>What is kept.</summary>
    /// <param name="DataPlanes">What each live data plane said when it was kept.</param>
    internal sealed record Known(IReadOnlyList<NodeReport> DataPlanes);

    private static partial class Log
    {
        [LoggerMessage(
            5040,
            LogLevel.Warning,
            "Which data planes live was not kept, the first writes after a restart will not wait for them: {Reason}"
        )]
        public static partial void NotKept(ILogger logger, string reason);
    }
}
