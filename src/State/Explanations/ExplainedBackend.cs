using LbPlatform.State.Traffic;

namespace LbPlatform.State.Explanations;

/// <summary>One backend as the choice sees it: the operator's wish, the Poller's verdict and what traffic met, side by side.</summary>
public sealed record ExplainedBackend
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens.</summary>
    public required string Url { get; init; }

    /// <summary>How likely it is to get the request once the pool has it, from 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Whether it may be chosen.</summary>
    public required CandidateStatus Status { get; init; }

    /// <summary>Why it may not, or what else there is to say; <c>null</c> where there is nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>The operator's wish.</summary>
    public AdministrativeState AdministrativeState { get; init; }

    /// <summary>The Poller's verdict.</summary>
    public HealthStatus Health { get; init; }

    /// <summary>Since when, UTC; <c>null</c> where there is no verdict.</summary>
    public DateTimeOffset? HealthSince { get; init; }

    /// <summary>What traffic left it out for; <c>null</c> where it does not.</summary>
    public BackendEjection? Ejection { get; init; }

    /// <summary>Its weight.</summary>
    public int Weight { get; init; }

    /// <summary>How much of its weight slow start gives it, in percent; <c>null</c> where that is all.</summary>
    public int? SlowStartPercent { get; init; }

    /// <summary>0, or the tier of a backup.</summary>
    public int Tier { get; init; }

    /// <summary>The zone that it runs in; <c>null</c> where none is known.</summary>
    public string? Zone { get; init; }

    /// <summary>Requests that it is working on for this data plane.</summary>
    public int InFlight { get; init; }

    /// <summary>How many that may be; <c>null</c> is no limit.</summary>
    public int? MostInFlight { get; init; }
}
