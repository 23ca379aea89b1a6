using System.Collections.Immutable;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Nodes;

/// <summary>
/// The processes that report, in memory: after a restart each has reported again within a second, and until then those
/// that lived before count as live.
/// </summary>
internal sealed class NodeRegistry(TimeProvider time)
{
    /// <summary>Processes that are remembered at most; beyond, the one that is silent for longest is forgotten.</summary>
    public const int MostNodes = 256;

    /// <summary>
    /// After a start, the time in which data planes that lived before are waited for though they have not reported:
    /// two of their reports.
    /// </summary>
    public static readonly TimeSpan Grace = 2 * NodeReporter.HeartbeatInterval;

    /// <summary>After this time without a report a process is forgotten.</summary>
    public static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private ImmutableDictionary<string, Node> _nodes = ImmutableDictionary.Create<string, Node>(
        StringComparer.Ordinal
    );
    private ImmutableHashSet<string> _urls = ImmutableHashSet.Create<string>(
        StringComparer.OrdinalIgnoreCase
    );
    private TaskCompletionSource _news = NewSignal();

    /// <summary>URLs that are remembered at most.</summary>
    public const int MostUrls = 2048;

    /// <summary>
    /// Where any process ever listened, as far as this one knows: a data plane that stopped listens there again when
    /// it is started again.
    /// </summary>
    public IReadOnlyCollection<string> Urls
    {
        get
        {
            lock (_lock)
            {
                return _urls;
            }
        }
    }

    /// <summary>The processes known now, by age, and a task that ends with the next report.</summary>
    public (IReadOnlyList<Node> Nodes, Task News) Look()
    {
        lock (_lock)
        {
            return (
                [
                    .. _nodes
                        .Values.OrderBy(static node => node.Report.StartedAt)
                        .ThenBy(static node => node.Report.Id, StringComparer.Ordinal),
                ],
                _news.Task
            );
        }
    }

    /// <summary>Takes over what was known before this process started, for <see cref="Grace"/>.</summary>
    public void Remember(IReadOnlyList<NodeReport> before)
    {
        lock (_lock)
        {
            foreach (var report in before.Take(MostNodes))
            {
                if (!_nodes.ContainsKey(report.Id))
                {
                    var node = new Node(report, time.GetUtcNow(), time.GetTimestamp());
                    _nodes = _nodes.Add(report.Id, node with { IsRemembered = true });
                    KeepUrls(report);
                }
            }
        }
    }

    /// <summary>Remembers the report and wakes those who wait for it.</summary>
    public void Report(NodeReport report)
    {
        var node = new Node(report, time.GetUtcNow(), time.GetTimestamp());
        TaskCompletionSource news;
        lock (_lock)
        {
            _nodes = _nodes
                .RemoveRange(
                    _nodes
                        .Where(known =>
                            AgeOf(known.Value) > ForgottenAfter || IsReplaced(known.Value, report)
                        )
                        .Select(static known => known.Key)
                )
                .SetItem(report.Id, node);
            if (_nodes.Count > MostNodes)
            {
                _nodes = _nodes.Remove(_nodes.Values.MinBy(static n => n.Timestamp)!.Report.Id);
            }

            KeepUrls(report);
            news = _news;
            _news = NewSignal();
        }

        news.SetResult();
    }

    /// <summary>Time since the process reported.</summary>
    public TimeSpan AgeOf(Node node) => time.GetElapsedTime(node.Timestamp);

    /// <summary>Whether the process runs, as far as is known, and is not about to stop.</summary>
    public bool IsLive(Node node) => !node.Report.IsStopping && TimeToDeath(node) >= TimeSpan.Zero;

    /// <summary>Time until the process counts as dead if it does not report.</summary>
    public TimeSpan TimeToDeath(Node node) =>
        (node.IsRemembered ? Grace : NodeReporter.DeadAfter) - AgeOf(node);

    /// <summary>Time that is left of the grace of the last process, if any is still waited for.</summary>
    public TimeSpan GraceLeft()
    {
        lock (_lock)
        {
            return _nodes
                .Values.Where(static node => node.IsRemembered)
                .Select(TimeToDeath)
                .DefaultIfEmpty(TimeSpan.Zero)
                .Max();
        }
    }

    /// <summary>Whether a process from before is gone, because this one listens in its place.</summary>
    private static bool IsReplaced(Node node, NodeReport report) =>
        node.IsRemembered && node.Report.Urls.Intersect(report.Urls).Any();

    private void KeepUrls(NodeReport report) =>
        _urls = _urls.Union(report.Urls.Take(MostUrls - _urls.Count));

    // Waiters go on elsewhere: the report's own request is not kept by them.
    private static TaskCompletionSource NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
