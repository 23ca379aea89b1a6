using System.Collections.Immutable;

namespace LbPlatform.State.Snapshots;

/// <summary>The verdicts on all probed backends after one transition. Immutable.</summary>
public sealed record HealthSnapshot
{
    /// <summary>No verdicts.</summary>
    public static HealthSnapshot Empty { get; } = new();

    /// <summary>The number of the last transition that it contains; higher is later.</summary>
    public long Sequence { get; init; }

    /// <summary>Verdict by backend id. A backend that is absent was never judged.</summary>
    public ImmutableDictionary<string, Verdict> Verdicts { get; init; } =
        ImmutableDictionary.Create<string, Verdict>(StringComparer.Ordinal);

    /// <summary>The verdict on a backend; <see cref="HealthStatus.Unknown"/> where there is none.</summary>
    public HealthStatus StatusOf(string backendId) =>
        Verdicts.TryGetValue(backendId, out var verdict) ? verdict.Status : HealthStatus.Unknown;
}
