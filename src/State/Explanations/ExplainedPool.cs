namespace LbPlatform.State.Explanations;

/// <summary>A pool that a request may go to.</summary>
public sealed record ExplainedPool
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How likely it is to get the request, from 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>How it chooses.</summary>
    public required BalancingPolicy Policy { get; init; }

    /// <summary>Who gets the request, as far as that can be said.</summary>
    public required ExplainedChoice Choice { get; init; }

    /// <summary>Why nobody gets it now; <c>null</c> where somebody does.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether so few backends are left that verdicts and ejections are disregarded.</summary>
    public bool IsPanic { get; init; }

    /// <summary>
    /// The share of requests that its breaker lets through, from 0 to 1; <c>null</c> where that is all of them.
    /// </summary>
    public double? BreakerShare { get; init; }

    /// <summary>The data plane's zone; <c>null</c> where zones play no part.</summary>
    public string? Zone { get; init; }

    /// <summary>The share of requests that stays in the zone, in percent; <c>null</c> where zones play no part.</summary>
    public int? ZonePercent { get; init; }

    /// <summary>The client's tie to a backend; <c>null</c> where its pool knows none.</summary>
    public ExplainedAffinity? Affinity { get; init; }

    /// <summary>When it is tried elsewhere.</summary>
    public required ExplainedRetry Retry { get; init; }

    /// <summary>Requests that wait since all backends are full.</summary>
    public int Waiting { get; init; }

    /// <summary>Its backends in the pool's order; where there are too many, those that may be chosen first.</summary>
    public required IReadOnlyList<ExplainedBackend> Backends { get; init; }

    /// <summary>Backends that are not shown.</summary>
    public int Omitted { get; init; }
}
