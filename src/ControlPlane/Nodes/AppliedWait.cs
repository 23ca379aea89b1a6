using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Nodes;

/// <summary>
/// The last hop of the write path: holds the answer back until every live data plane acts on the revision. Reports
/// wake it; a data plane that dies meanwhile is waited for no longer.
/// </summary>
internal sealed class AppliedWait(NodeRegistry nodes, TimeProvider time)
{
    /// <summary>How long an answer is held back where the writer asks for no time.</summary>
    public static readonly TimeSpan Unasked = TimeSpan.FromSeconds(1);

    // A node is dead after its time, not at it.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(1);

    /// <summary>Waits, at most as long as told; answers how far the data planes are then.</summary>
    public async Task<Applied> WaitAsync(
        string storeId,
        Revision revision,
        TimeSpan most,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var (known, news) = nodes.Look();
            var applied = Applied.Judge(known.Where(nodes.IsLive), storeId, revision);
            var left = most - time.GetElapsedTime(started);
            if (applied.Missing.Count == 0 || left <= TimeSpan.Zero)
            {
                return applied;
            }

            var nextDeath = applied.Missing.Min(node => NodeReporter.DeadAfter - nodes.AgeOf(node));
            await Either(
                news,
                left < nextDeath + Margin ? left : nextDeath + Margin,
                cancellationToken
            );
        }
    }

    private async Task Either(Task news, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await news.WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The caller looks at what is known now.
        }
    }
}
