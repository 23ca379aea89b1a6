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

    /// <summary>
    /// Waits, at most as long as asked; unasked, a second, or after a start until the data planes from before have had
    /// the time to report. Answers how far the data planes are then.
    /// </summary>
    public async Task<Applied> WaitAsync(
        string storeId,
        Revision revision,
        TimeSpan? asked,
        CancellationToken cancellationToken
    )
    {
        var most = asked ?? Longer(Unasked, nodes.GraceLeft() + Margin);
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

            var nextDeath = applied.Missing.Min(nodes.TimeToDeath);
            await Either(
                news,
                left < nextDeath + Margin ? left : nextDeath + Margin,
                cancellationToken
            );
        }
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

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
