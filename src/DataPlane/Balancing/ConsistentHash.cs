using System.Collections.Immutable;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// The backend that a request's key belongs to, by a <see cref="MaglevTable"/> over all backends of the pool: the same
/// key goes to the same backend on every data plane. One that may not serve for a while moves its own keys and no
/// others, evenly over the rest, and gets them back at once (slow start would move them twice); the table is made anew only
/// when the pool's members change.
/// </summary>
/// <param name="boundedLoad">
/// Most requests in flight a backend may have, in percent of what its weight would get of all requests in flight; keys
/// of a busier one overflow to others (Mirrokni et al., Consistent Hashing with Bounded Loads, 2016). 0 is unbounded; 125
/// to 200 are sensible (HAProxy's hash-balance-factor).
/// </param>
/// <param name="isAffinity">Whether a backend that drains keeps its keys until its deadline.</param>
internal sealed class ConsistentHash(int boundedLoad = 0, bool isAffinity = false)
    : IBalancingPolicy
{
    /// <summary>
    /// Further slots that a key looks at before it takes any eligible backend. With half of a pool down 2 are needed on
    /// average, with nine of ten down 10.
    /// </summary>
    public const int MostRehashes = 32;

    private Hashed? _hashed;

    public IPicker Over(EligibleBackends eligible) => LookUp(eligible);

    public IBalancingPolicy Fork() =>
        new ConsistentHash(boundedLoad, isAffinity) { _hashed = _hashed };

    /// <summary>As <see cref="Over"/>; it also tells whose a key is.</summary>
    public Lookup LookUp(EligibleBackends eligible)
    {
        if (_hashed is null || !_hashed.IsOf(eligible.All))
        {
            _hashed = Hashed.Of(eligible.All);
        }

        return new Lookup(eligible, _hashed, boundedLoad, isAffinity);
    }

    /// <summary>The table of all members that have weight.</summary>
    internal sealed class Hashed(ImmutableArray<(BackendState Backend, int Weight)> members)
    {
        private readonly MaglevTable? _table = members.Any(static member => member.Weight > 0)
            ? MaglevTable.Of(
                [.. members.Select(static member => member.Backend.Url.Text)],
                [.. members.Select(static member => member.Weight)]
            )
            : null;

        public static Hashed Of(ImmutableArray<BackendState> all) =>
            new([.. all.Select(static backend => (backend, backend.Weight))]);

        public bool IsOf(ImmutableArray<BackendState> all) =>
            members.SequenceEqual(all.Select(static backend => (backend, backend.Weight)));

        /// <summary>The position of the backend that has the key.</summary>
        public int? Find(ulong key) => _table?.Find(key);
    }

    /// <summary>The choice among one set of eligible backends.</summary>
    internal sealed class Lookup(
        EligibleBackends eligible,
        Hashed hashed,
        int boundedLoad,
        bool isAffinity
    ) : IPicker
    {
        private readonly long _weights = eligible.Members.Sum(static b => (long)b.Weight);

        public int Cycle => 1;

        /// <summary>Whose the key is, whether that one may serve or not; <c>null</c> where nobody has weight.</summary>
        public BackendState? HomeOf(ulong key) =>
            hashed.Find(key) is { } position ? eligible.All[position] : null;

        public BackendState? Pick(in PickRequest request)
        {
            if (eligible.Count == 0 && !isAffinity)
            {
                return null;
            }

            var inFlight = boundedLoad == 0 ? 0 : InFlight();
            BackendState? busy = null;
            var key = request.Key;
            for (var look = 0; look <= MostRehashes; look++, key = Mix(key))
            {
                if (
                    hashed.Find(key) is not { } position
                    || !MayServe(position)
                    || request.HasTried(eligible.All[position])
                )
                {
                    continue;
                }

                var backend = eligible.All[position];
                if (boundedLoad == 0 || HasRoom(backend, inFlight))
                {
                    return backend;
                }

                busy ??= backend;
            }

            return busy
                ?? (
                    eligible.Count == 0
                        ? null
                        : AnyUntried(request, (int)(key % (ulong)eligible.Count))
                );
        }

        private bool MayServe(int position) =>
            eligible.At(position) == EligibilityStatus.Eligible
            || (
                isAffinity
                && eligible.At(position) == EligibilityStatus.Draining
                && eligible.MayKeep(position)
            );

        private long InFlight()
        {
            var sum = 0L;
            foreach (var backend in eligible.Members)
            {
                sum += backend.InFlight;
            }

            return sum;
        }

        // (in flight + 1) <= ceiling of factor x (all + 1) x weight / weights, without division.
        private bool HasRoom(BackendState backend, long inFlight) =>
            backend.InFlight * 100L * _weights < boundedLoad * (inFlight + 1) * backend.Weight;

        private BackendState? AnyUntried(in PickRequest request, int start)
        {
            for (var step = 0; step < eligible.Count; step++)
            {
                var backend = eligible.Members[(start + step) % eligible.Count];
                if (!request.HasTried(backend))
                {
                    return backend;
                }
            }

            return null;
        }

        /// <summary>The next number of SplitMix64 (Steele et al., OOPSLA 2014): another slot, the same on every machine.</summary>
        private static ulong Mix(ulong key)
        {
            key += 0x9E3779B97F4A7C15;
            key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
            key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
            return key ^ (key >> 31);
        }
    }
}
