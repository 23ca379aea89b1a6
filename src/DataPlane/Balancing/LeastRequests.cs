using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// The backend with the fewest requests in flight for its weight. Ties are fair: each search begins one further, so
/// that idle backends take turns instead of the first one taking all.
/// </summary>
internal sealed class LeastRequests : IBalancingPolicy
{
    /// <summary>
    /// Backends looked at for one choice. In larger pools this many in a row are compared, each time others: the
    /// busiest are still avoided, and a choice costs a microsecond at most.
    /// </summary>
    public const int MostCompared = 256;

    private uint _start = uint.MaxValue;

    public IPicker Over(EligibleBackends eligible) => new Search(this, eligible);

    public IBalancingPolicy Fork() => new LeastRequests { _start = Volatile.Read(ref _start) };

    private sealed class Search(LeastRequests policy, EligibleBackends eligible) : IPicker
    {
        public int Cycle => Math.Max(1, eligible.Count);

        public BackendState? Pick(in PickRequest request)
        {
            var members = eligible.Members;
            if (members.IsEmpty)
            {
                return null;
            }

            var at = (int)(Interlocked.Increment(ref policy._start) % (uint)members.Length);
            BackendState? least = null;
            var compared = 0;
            for (var step = 0; step < members.Length && compared < MostCompared; step++)
            {
                var backend = members[at];
                at = at + 1 == members.Length ? 0 : at + 1;
                if (request.HasTried(backend))
                {
                    continue;
                }

                compared++;
                if (least is null || Load.Compare(backend, least) < 0)
                {
                    least = backend;
                }
            }

            return least;
        }
    }
}
