using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;
using LbPlatform.State.Nodes;

namespace LbPlatform.DataPlane.Draining;

/// <summary>
/// Follows the backends that drain: tells ControlPlane as soon as one has nothing in flight, and closes its switched
/// connections at the deadline, or when it is removed before.
/// </summary>
internal sealed partial class DrainClock(
    EligibilityTable table,
    NodeReporter reporter,
    TimeProvider time,
    ILogger<DrainClock> logger
) : IDisposable
{
    private readonly Dictionary<BackendState, Watched> _watched = [];
    private readonly Lock _lock = new();

    /// <summary>The table follows another configuration from now on.</summary>
    public void Observe()
    {
        lock (_lock)
        {
            var draining = table
                .Pools.SelectMany(static pool => pool.Eligible.All)
                .Where(static backend => backend.Wish == AdministrativeState.Draining)
                .ToHashSet();
            foreach (var (backend, watched) in _watched.ToArray())
            {
                if (!draining.Contains(backend))
                {
                    _watched.Remove(backend);
                    watched.Dispose();
                    Release(backend);
                }
            }

            foreach (var backend in draining)
            {
                Watch(backend);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var watched in _watched.Values)
            {
                watched.Dispose();
            }

            _watched.Clear();
        }
    }

    private void Watch(BackendState backend)
    {
        // One without a time was set so by hand: nobody is tied to it, and there is nothing to wait for.
        var deadline = backend.Drain?.Deadline ?? time.GetUtcNow();
        if (_watched.TryGetValue(backend, out var watched))
        {
            if (watched.Deadline == deadline || backend.Drain is null)
            {
                return;
            }

            watched.Dispose();
        }
        else
        {
            backend.Draining.Begin(reporter.Wake);
            Log.Begins(logger, backend.Name, backend.InFlight, deadline);
        }

        _watched[backend] = new(
            deadline,
            time.CreateTimer(
                _ => reporter.Wake(),
                null,
                BackendDraining.Settle,
                Timeout.InfiniteTimeSpan
            ),
            time.CreateTimer(
                _ => CloseTunnels(backend),
                null,
                Later(deadline - time.GetUtcNow()),
                Timeout.InfiniteTimeSpan
            )
        );
    }

    private void CloseTunnels(BackendState backend)
    {
        Log.Deadline(logger, backend.Name, backend.InFlight);
        backend.Draining.Close();
        reporter.Wake();
    }

    /// <summary>It serves again, or it is gone: then whoever is connected must go too.</summary>
    private static void Release(BackendState backend)
    {
        if (backend.Wish == AdministrativeState.Draining)
        {
            backend.Draining.Close();
        }
        else
        {
            backend.Draining.End();
        }
    }

    private static TimeSpan Later(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private sealed record Watched(DateTimeOffset Deadline, ITimer Settled, ITimer Due) : IDisposable
    {
        public void Dispose()
        {
            Settled.Dispose();
            Due.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4190,
            LogLevel.Information,
            "Backend {Name} drains until {Deadline:HH:mm:ss}Z: {InFlight} requests in flight"
        )]
        public static partial void Begins(
            ILogger logger,
            string name,
            int inFlight,
            DateTimeOffset deadline
        );

        [LoggerMessage(
            4191,
            LogLevel.Information,
            "Backend {Name} has had its time to drain: closing its switched connections, {InFlight} requests in flight end by themselves"
        )]
        public static partial void Deadline(ILogger logger, string name, int inFlight);
    }
}
