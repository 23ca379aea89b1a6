using System.Globalization;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Zones;
using LbPlatform.State.Explanations;
using LbPlatform.State.Health;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>Says whether a backend may be chosen and why not: wish, verdict and what traffic met, side by side.</summary>
internal static class BackendExplainer
{
    /// <summary>Explains the backend at <paramref name="at"/>.</summary>
    /// <param name="pool">Its pool.</param>
    /// <param name="eligible">Who may be chosen.</param>
    /// <param name="at">Its position.</param>
    /// <param name="health">The verdicts.</param>
    /// <param name="chance">How likely it is to get the request.</param>
    public static ExplainedBackend Explain(
        PoolState pool,
        EligibleBackends eligible,
        int at,
        HealthSnapshot health,
        double chance
    )
    {
        var backend = eligible.All[at];
        var verdict = health.Verdicts.GetValueOrDefault(backend.Id);
        var most = pool.Capacity.RequestsPerBackend;
        return new()
        {
            Name = backend.Name,
            Url = backend.Url.Text,
            Probability = chance,
            Status = StatusOf(pool, eligible, at),
            Reason = ReasonOf(pool, eligible, at, health, chance),
            AdministrativeState = backend.Wish,
            Health = verdict?.Status ?? HealthStatus.Unknown,
            HealthSince = verdict?.Since,
            Ejection = backend.Evidence,
            Weight = backend.Weight,
            SlowStartPercent = backend is { IsRamping: true, Weight: > 0 }
                ? backend.Share / backend.Weight
                : null,
            Tier = backend.Tier,
            Zone = backend.Zone,
            InFlight = backend.InFlight,
            MostInFlight = most > 0 ? most : null,
        };
    }

    /// <summary>Whether the backend at <paramref name="at"/> may be chosen.</summary>
    public static CandidateStatus StatusOf(PoolState pool, EligibleBackends eligible, int at) =>
        eligible.At(at) switch
        {
            EligibilityStatus.Disabled => CandidateStatus.Disabled,
            EligibilityStatus.Draining => CandidateStatus.Draining,
            EligibilityStatus.Weightless => CandidateStatus.Weightless,
            EligibilityStatus.Unhealthy => CandidateStatus.Unhealthy,
            EligibilityStatus.Ejected => CandidateStatus.Ejected,
            EligibilityStatus.Backup => CandidateStatus.Backup,
            EligibilityStatus.Eligible when IsFull(pool, eligible.All[at]) => CandidateStatus.Full,
            EligibilityStatus.Eligible => CandidateStatus.Eligible,
            var unknown => throw new ArgumentOutOfRangeException(nameof(at), unknown, null),
        };

    /// <summary>Why it may not be chosen, or what else there is to say; <c>null</c> where there is nothing.</summary>
    public static string? ReasonOf(
        PoolState pool,
        EligibleBackends eligible,
        int at,
        HealthSnapshot health,
        double chance = 0
    )
    {
        var backend = eligible.All[at];
        var status = StatusOf(pool, eligible, at);
        var reason = status switch
        {
            CandidateStatus.Disabled => "the operator has disabled it",
            CandidateStatus.Draining => DrainText(backend),
            CandidateStatus.Weightless => "its weight is 0",
            CandidateStatus.Backup =>
                $"it is a backup of tier {backend.Tier}, and a lower tier serves",
            CandidateStatus.Unhealthy => VerdictText(health, backend),
            CandidateStatus.Ejected => EjectionText(backend),
            CandidateStatus.Full => $"it works on {backend.InFlight} requests, as many as it may",
            CandidateStatus.Eligible => EligibleText(eligible, backend, health)
                ?? ZoneText(pool, backend),
            var unknown => throw new ArgumentOutOfRangeException(nameof(at), unknown, null),
        };
        return status != CandidateStatus.Eligible && chance > 0
            ? $"{reason}; it is kept for the client that is tied to it"
            : reason;
    }

    private static bool IsFull(PoolState pool, BackendState backend) =>
        pool.Capacity.RequestsPerBackend is > 0 and var most && backend.InFlight >= most;

    private static string? EligibleText(
        EligibleBackends eligible,
        BackendState backend,
        HealthSnapshot health
    ) =>
        eligible.IsPanic && health.StatusOf(backend.Id) == HealthStatus.Unhealthy
            ? $"{VerdictText(health, backend)}; taken in panic, since too few are left"
        : backend.IsEjected ? $"{EjectionText(backend)}; taken since there is nobody better"
        : backend.IsOnTrial ? "it was silent and is on trial: it gets one request at a time"
        : backend is { IsRamping: true, Weight: > 0 }
            ? $"slow start: it gets {backend.Share / backend.Weight} % of its weight"
        : null;

    private static string? ZoneText(PoolState pool, BackendState backend) =>
        pool.Zones is { NearPercent: ZoneShare.Whole } && backend.Zone != pool.Zone
            ? $"requests stay in zone '{pool.Zone}' of this data plane while enough of it can serve"
            : null;

    private static string DrainText(BackendState backend) =>
        backend.Drain is { } drain
            ? $"it drains since {Text(drain.Since)}; clients that are tied to it are kept until {Text(drain.Deadline)}"
            : "the operator lets it drain";

    private static string VerdictText(HealthSnapshot health, BackendState backend) =>
        health.Verdicts.TryGetValue(backend.Id, out var verdict)
            ? $"its probes fail since {Text(verdict.Since)}: {verdict.Reason.ToWord()}{(verdict.Detail is { Length: > 0 } detail ? $", {detail}" : "")}"
            : "its probes fail";

    private static string EjectionText(BackendState backend) =>
        backend.LastEjection is { } ejection
            ? $"traffic failed on it at {Text(ejection.At)}: {ejection.Reason}; left out until {Text(ejection.Until)}"
            : "traffic failed on it";

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
