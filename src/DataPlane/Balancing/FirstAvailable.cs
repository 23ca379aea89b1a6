using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// The first backend in the order of the pool that has room: few backends work, the others rest until they are needed.
/// </summary>
internal sealed class FirstAvailable : IBalancingPolicy
{
    public IPicker Over(EligibleBackends eligible) => new Search(eligible);

    public IBalancingPolicy Fork() => this;

    private sealed class Search(EligibleBackends eligible) : IPicker
    {
        public int Cycle => 1;

        public BackendState? Pick(in PickRequest request)
        {
            foreach (var backend in eligible.Members)
            {
                if (!request.HasTried(backend))
                {
                    return backend;
                }
            }

            return null;
        }
    }
}
