using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>A pool that a request may go to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Probability">How likely it is to get the request, from 0 to 1.</param>
/// <param name="Policy">How it chooses.</param>
/// <param name="IsPanic">Whether so few backends are left that verdicts and ejections are disregarded.</param>
/// <param name="Choice">The backend, where there is only one that it can be.</param>
/// <param name="Backends">All of them, in the pool's order.</param>
internal sealed record ExplainedPool(
    string Name,
    double Probability,
    BalancingPolicy Policy,
    bool IsPanic,
    string? Choice,
    IReadOnlyList<ExplainedBackend> Backends
);
