using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Snapshots;

namespace LbPlatform.BalancingQuality;

/// <summary>
/// An open-loop client before the real policies, in virtual time: requests come whether or not earlier ones were
/// answered (Poisson or at a fixed rate), as users do.
/// </summary>
internal sealed class Simulation(
    IReadOnlyList<SimulatedServer> servers,
    IBalancingPolicy policy,
    VirtualTime time
)
{
    /// <summary>The gap before the next request.</summary>
    public required Func<TimeSpan> Gap { get; init; }

    /// <summary>The key of each request.</summary>
    public Func<ulong> Key { get; init; } = static () => 0;

    /// <summary>After this a client gives up: the request has failed and is no longer in flight.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Runs <paramref name="requests"/> requests; those of the first <paramref name="warmUp"/> do not count.</summary>
    public Outcome Run(int requests, int warmUp = 0)
    {
        var picker = policy.Over(
            EligibleBackends.Of([.. servers.Select(static s => s.State)], HealthSnapshot.Empty)
        );
        var byState = servers.ToDictionary(static server => server.State);
        var ends = new PriorityQueue<(BackendState Backend, long Began, bool IsLate), TimeSpan>();
        var outcome = new Outcome(servers.Count);
        var now = TimeSpan.Zero;
        for (var n = 0; n < requests; n++)
        {
            now += Gap();
            Settle(ends, now);
            time.MoveTo(now);
            var backend = picker.Pick(new([], Key()))!;
            backend.Enter();
            var took = byState[backend].Accept(now) - now;
            var isLate = took > TimeOut;
            ends.Enqueue((backend, now.Ticks, isLate), now + (isLate ? TimeOut : took));
            if (n >= warmUp)
            {
                outcome.Count(
                    servers.Index().First(s => s.Item.State == backend).Index,
                    isLate ? null : took
                );
            }
        }

        return outcome;
    }

    private void Settle(
        PriorityQueue<(BackendState Backend, long Began, bool IsLate), TimeSpan> ends,
        TimeSpan now
    )
    {
        while (ends.TryPeek(out _, out var at) && at <= now)
        {
            var (backend, began, isLate) = ends.Dequeue();
            time.MoveTo(at);
            backend.Leave();
            if (isLate)
            {
                backend.Latency.ObserveFailureSince(began);
            }
            else
            {
                backend.Latency.ObserveSince(began);
            }
        }
    }
}
