using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// Of two backends drawn by weight, the one where a further request is expected to wait less: its moving average of
/// response times, times the requests that it would then have. One slow backend of many loses its traffic within a
/// few responses.
/// </summary>
internal sealed class PeakEwma(Random random) : IBalancingPolicy
{
    /// <summary>
    /// What an answer of a backend that has requests but never answered is expected to take, in milliseconds: more
    /// than any that did, so that a new backend is tried with one request first (Finagle's penalty).
    /// </summary>
    public const double Penalty = 1_000_000;

    public IPicker Over(EligibleBackends eligible) =>
        new Choice(new WeightedDraw(eligible.Members, random));

    public IBalancingPolicy Fork() => new PeakEwma(Random.Shared);

    /// <summary>
    /// A failure counts as if it had taken so many times longer: its client waited for nothing. With 1, one backend of
    /// eleven that no longer answers in time costs 0.2 % of the requests instead of 0.1 % (bench/BalancingQuality).
    /// </summary>
    public const int FailureFactor = 4;

    /// <summary>What a further request would cost, in milliseconds, at the weight of 1.</summary>
    internal static double CostOf(double milliseconds, int inFlight, int weight) =>
        (milliseconds <= 0 && inFlight > 0 ? Penalty + inFlight : milliseconds * (inFlight + 1))
        / weight;

    private sealed class Choice(WeightedDraw members) : IPicker
    {
        public int Cycle => 0;

        public BackendState? Pick(in PickRequest request)
        {
            var (first, second) = members.DrawTwo(request);
            return first is not null && second is not null && Cost(second) < Cost(first)
                ? second
                : first;
        }

        private static double Cost(BackendState backend) =>
            CostOf(backend.Latency.Milliseconds, backend.InFlight, backend.Share);
    }
}
