using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Draining;

/// <summary>Waits until a backend is drained; reports of data planes wake it.</summary>
internal sealed class DrainWait(
    ConfigurationStore store,
    DrainViews views,
    NodeRegistry nodes,
    TimeProvider time
)
{
    /// <summary>The longest that one request may wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Ends when the backend is drained, drains no more, or <paramref name="most"/> is over.</summary>
    public async Task WaitAsync(string backendId, TimeSpan most, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            // Before the look: a report in between ends it at once.
            var news = nodes.Look().News;
            var current = store.Current;
            var left = most - time.GetElapsedTime(began);
            if (
                left <= TimeSpan.Zero
                || current.Backends.Find(backendId) is not { } backend
                || views.Show(backend, current) is not { State: DrainState.Draining }
            )
            {
                return;
            }

            try
            {
                // A deadline and a data plane's death make no news.
                await news.WaitAsync(
                    left < NodeReporter.HeartbeatInterval ? left : NodeReporter.HeartbeatInterval,
                    time,
                    stop
                );
            }
            catch (TimeoutException)
            {
                // Looks again.
            }
        }
    }
}
