using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;

namespace LbPlatform.BalancingQuality;

/// <summary>The real policies with seeded randomness, and servers for them.</summary>
internal static class Policies
{
    /// <summary>Each by the word that the API knows it by.</summary>
    public static IReadOnlyDictionary<string, Func<Random, IBalancingPolicy>> All { get; } =
        new Dictionary<string, Func<Random, IBalancingPolicy>>(StringComparer.Ordinal)
        {
            ["random"] = static random => new RandomDraw(random),
            ["roundRobin"] = static _ => new RoundRobin(),
            ["powerOfTwoChoices"] = static random => new PowerOfTwoChoices(random),
            ["leastRequests"] = static _ => new LeastRequests(),
            ["peakEwma"] = static random => new PeakEwma(random),
            ["consistentHash"] = static _ => new ConsistentHash(),
            ["consistentHash, 150 %"] = static _ => new ConsistentHash(150),
        };

    /// <summary>A backend that a server stands behind.</summary>
    public static BackendState Backend(int number, TimeProvider time, int weight = 100) =>
        new(
            new Backend
            {
                Id = $"backend-{number}",
                Name = $"backend-{number}",
                PoolId = "pool",
                Url = BackendUrl.Parse($"http://10.0.{number / 250}.{1 + (number % 250)}:80"),
                Weight = weight,
            },
            time
        );

    /// <summary>A time drawn from the exponential distribution with this mean.</summary>
    public static TimeSpan Exponential(Random random, TimeSpan mean) =>
        mean * -Math.Log(1 - random.NextDouble());

    /// <summary>A time drawn from a normal distribution, never negative.</summary>
    public static TimeSpan Normal(Random random, TimeSpan mean, TimeSpan deviation) =>
        TimeSpan.FromTicks(
            Math.Max(
                0,
                (
                    mean
                    + (
                        deviation
                        * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                        * Math.Cos(2 * Math.PI * random.NextDouble())
                    )
                ).Ticks
            )
        );
}
