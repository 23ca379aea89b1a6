using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>Smooth weighted round robin: a shared counter walks through a <see cref="SmoothSequence"/>.</summary>
internal sealed class SmoothRotation
{
    private uint _turn = uint.MaxValue;

    /// <summary>The rotation over <paramref name="eligible"/>, going on at the turn that the last one had reached.</summary>
    public IPicker Over(EligibleBackends eligible)
    {
        var weights = new int[eligible.Members.Length];
        for (var member = 0; member < weights.Length; member++)
        {
            weights[member] = eligible.Members[member].Share;
        }

        return new Turns(this, eligible, SmoothSequence.Of(weights));
    }

    /// <summary>Another one that has reached the same turn.</summary>
    public SmoothRotation Fork() => new() { _turn = Volatile.Read(ref _turn) };

    private sealed class Turns(SmoothRotation rotation, EligibleBackends eligible, int[] sequence)
        : IPicker
    {
        public int Cycle => Math.Max(1, sequence.Length);

        public BackendState? Pick(in PickRequest request)
        {
            if (sequence.Length == 0)
            {
                return null;
            }

            var turn = Interlocked.Increment(ref rotation._turn) % (uint)sequence.Length;
            if (request.Tried.IsEmpty)
            {
                return eligible.Members[sequence[turn]];
            }

            // A retry takes the turn of the first untried one behind its own turn.
            for (var step = 0; step < sequence.Length; step++)
            {
                var backend = eligible.Members[sequence[(turn + step) % sequence.Length]];
                if (!request.HasTried(backend))
                {
                    return backend;
                }
            }

            return null;
        }
    }
}
