using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.BalancingQuality;

/// <summary>A server behind a backend: some requests at a time, the rest wait in order.</summary>
/// <param name="state">What the policies see of it.</param>
/// <param name="workers">Requests at a time.</param>
/// <param name="serviceTime">How long a request that begins at this moment takes.</param>
internal sealed class SimulatedServer(
    BackendState state,
    int workers,
    Func<TimeSpan, TimeSpan> serviceTime
)
{
    private readonly PriorityQueue<int, TimeSpan> _free = Idle(workers);

    /// <summary>What the policies see of it.</summary>
    public BackendState State => state;

    /// <summary>A request arrives now; answers when it is done.</summary>
    public TimeSpan Accept(TimeSpan now)
    {
        _free.TryDequeue(out var worker, out var freeAt);
        var begins = freeAt > now ? freeAt : now;
        var ends = begins + serviceTime(begins);
        _free.Enqueue(worker, ends);
        return ends;
    }

    private static PriorityQueue<int, TimeSpan> Idle(int workers) =>
        new(Enumerable.Range(0, workers).Select(static worker => (worker, TimeSpan.Zero)));
}
