using System.Globalization;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>
/// Says of each backend of a pool whether it may be chosen, why not, and how likely it is. The choice is made by the very
/// policy that serves, over the backends as they are, but by another instance: asking moves no rotation on.
/// </summary>
internal static class PoolExplainer
{
    /// <summary>Choices that are made to learn the probabilities.</summary>
    public const int Draws = 1_000;

    /// <summary>Explains <paramref name="pool"/>.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="probability">How likely it is to get the request.</param>
    /// <param name="key">The hash of what keeps requests together.</param>
    /// <param name="health">The verdicts.</param>
    public static ExplainedPool Explain(
        PoolState pool,
        double probability,
        ulong key,
        HealthSnapshot health
    )
    {
        var eligible = pool.Eligible;
        var chances = Chances(pool, eligible, key);
        List<ExplainedBackend> backends =
        [
            .. eligible.All.Select(
                (backend, at) =>
                    new ExplainedBackend(
                        backend.Name,
                        backend.Url.Text,
                        eligible.At(at),
                        Reason(pool, eligible, at, health),
                        backend.Weight,
                        backend.Tier,
                        backend.InFlight,
                        chances.GetValueOrDefault(backend)
                    )
            ),
        ];
        var likely = backends.FindAll(static backend => backend.Probability > 0);
        return new(
            pool.Name,
            probability,
            pool.Balancing.Policy,
            eligible.IsPanic,
            likely.Count == 1 ? likely[0].Name : null,
            backends
        );
    }

    private static Dictionary<BackendState, double> Chances(
        PoolState pool,
        EligibleBackends eligible,
        ulong key
    )
    {
        var chances = new Dictionary<BackendState, double>();
        var picker = BalancingPolicies.Make(pool.Balancing).Over(eligible);
        for (var draw = 0; draw < Draws; draw++)
        {
            if (picker.Pick(new([], key)) is { } chosen)
            {
                chances[chosen] = chances.GetValueOrDefault(chosen) + (1.0 / Draws);
            }
        }

        foreach (var backend in chances.Keys)
        {
            chances[backend] = Math.Round(chances[backend], 3);
        }

        return chances;
    }

    private static string Reason(
        PoolState pool,
        EligibleBackends eligible,
        int at,
        HealthSnapshot health
    )
    {
        var backend = eligible.All[at];
        return eligible.At(at) switch
        {
            EligibilityStatus.Disabled => "the operator has disabled it",
            EligibilityStatus.Draining => "the operator lets it drain",
            EligibilityStatus.Weightless => "its weight is 0",
            EligibilityStatus.Backup =>
                $"it is a backup of tier {backend.Tier}, and backends of a lower tier serve",
            EligibilityStatus.Unhealthy => Unhealthy(health, backend.Id),
            EligibilityStatus.Ejected => Ejected(backend.LastEjection),
            EligibilityStatus.Eligible => OfEligible(pool, eligible.IsPanic, backend, health),
            var unknown => throw new ArgumentOutOfRangeException(nameof(at), unknown, null),
        };
    }

    private static string OfEligible(
        PoolState pool,
        bool isPanic,
        BackendState backend,
        HealthSnapshot health
    )
    {
        var most = pool.Capacity.RequestsPerBackend;
        return most > 0 && backend.InFlight >= most ? $"it is full: {most} requests in flight"
            : isPanic && health.StatusOf(backend.Id) == HealthStatus.Unhealthy
                ? $"panic: it serves although {Unhealthy(health, backend.Id)}"
            : backend.IsEjected ? $"nobody else is left, although {Ejected(backend.LastEjection)}"
            : backend.IsRamping ? "it has returned and grows into its share"
            : "";
    }

    private static string Unhealthy(HealthSnapshot health, string id) =>
        health.Verdicts.TryGetValue(id, out var verdict)
            ? $"its probes fail since {Time(verdict.Since)}: {verdict.Reason.ToWord()}{(verdict.Detail is { } detail ? $" ({detail})" : "")}"
            : "its probes fail";

    private static string Ejected(Ejection? ejection) =>
        ejection is null
            ? "it is left out"
            : $"traffic failed on it at {Time(ejection.At)}: {ejection.Reason}; left out until {Time(ejection.Until)}";

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
