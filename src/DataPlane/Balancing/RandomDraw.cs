using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>Any backend, as likely as its weight says. Needs nothing shared, so that many data planes never fall into step.</summary>
internal sealed class RandomDraw(Random random) : IBalancingPolicy
{
    public IPicker Over(EligibleBackends eligible) =>
        new Draw(new WeightedDraw(eligible.Members, random));

    public IBalancingPolicy Fork() => new RandomDraw(Random.Shared);

    private sealed class Draw(WeightedDraw members) : IPicker
    {
        public int Cycle => 0;

        public BackendState? Pick(in PickRequest request) => members.Draw(request);
    }
}
