using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// Of two backends drawn by weight, the one with fewer requests in flight for its weight (Mitzenmacher, The Power of Two Choices in
/// Randomized Load Balancing, 2001): nearly as good as looking at all, at a constant price, and without the herd that
/// looking at all causes among many data planes.
/// </summary>
internal sealed class PowerOfTwoChoices(Random random) : IBalancingPolicy
{
    public IPicker Over(EligibleBackends eligible) =>
        new Choice(new WeightedDraw(eligible.Members, random));

    public IBalancingPolicy Fork() => new PowerOfTwoChoices(Random.Shared);

    private sealed class Choice(WeightedDraw members) : IPicker
    {
        public int Cycle => 0;

        public BackendState? Pick(in PickRequest request)
        {
            var (first, second) = members.DrawTwo(request);
            return first is not null && second is not null && Compare(second, first) < 0
                ? second
                : first;
        }

        // Of two idle ones the first drawn, so that the draw alone gives each its share while nothing waits.
        private static int Compare(BackendState a, BackendState b) =>
            ((long)a.InFlight * b.Share).CompareTo((long)b.InFlight * a.Share);
    }
}
