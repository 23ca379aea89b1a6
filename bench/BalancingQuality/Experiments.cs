using System.Globalization;
using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.BalancingQuality;

/// <summary>The experiments, each a table in Markdown. The same seed gives the same table.</summary>
internal static class Experiments
{
    private const int Seed = 20_261_121;

    /// <summary>
    /// Linkerd's (2016): 11 backends of 167 ms, 1,000 requests/s for 60 s, one answers in 2 s from second 15 to 45,
    /// clients give up after 1 s. Published success: round robin 95 %, least loaded 99 %, peak EWMA 99.9 %.
    /// </summary>
    public static void OneSlowOfEleven()
    {
        Table("one slow of eleven", "success %", "p50 ms", "p99 ms");
        foreach (var (name, make) in Policies.All)
        {
            var (random, time) = (new Random(Seed), new VirtualTime());
            SimulatedServer[] servers =
            [
                .. Enumerable
                    .Range(0, 11)
                    .Select(n => new SimulatedServer(
                        Policies.Backend(n, time),
                        1_000,
                        now =>
                            n == 5 && now.TotalSeconds is >= 15 and < 45
                                ? TimeSpan.FromSeconds(2)
                                : Policies.Normal(random, Ms(167), Ms(5))
                    )),
            ];
            var simulation = new Simulation(servers, make(random), time)
            {
                Gap = () => Policies.Exponential(random, Ms(1)),
                Key = () => (ulong)random.NextInt64(),
                TimeOut = Ms(1_000),
            };
            Row(name, simulation.Run(60_000));
        }
    }

    /// <summary>Ten servers of four workers; three are three times as slow as the others; 70 % of what all can do.</summary>
    public static void MixedSpeeds()
    {
        Table("mixed speeds, equal weights", "success %", "p50 ms", "p99 ms");
        foreach (var (name, make) in Policies.All)
        {
            var (random, time) = (new Random(Seed), new VirtualTime());
            SimulatedServer[] servers =
            [
                .. Enumerable
                    .Range(0, 10)
                    .Select(n => new SimulatedServer(
                        Policies.Backend(n, time),
                        4,
                        _ => Policies.Exponential(random, Ms(n < 3 ? 30 : 10))
                    )),
            ];
            // 7 x 400 + 3 x 133 requests a second.
            var simulation = new Simulation(servers, make(random), time)
            {
                Gap = () => Policies.Exponential(random, TimeSpan.FromSeconds(1 / (0.7 * 3_200))),
                Key = () => (ulong)random.NextInt64(),
                TimeOut = Ms(1_000),
            };
            Row(name, simulation.Run(200_000, 20_000));
        }
    }

    /// <summary>Twenty equal servers; keys as in the wild: the k-th is asked for in proportion to 1/k (Zipf).</summary>
    public static void SkewedKeys()
    {
        Table("skewed keys (Zipf, 10,000 keys)", "busiest / mean", "p50 ms", "p99 ms");
        foreach (var name in new[] { "consistentHash", "consistentHash, 150 %", "leastRequests" })
        {
            var (random, time) = (new Random(Seed), new VirtualTime());
            var keys = new ZipfKeys(10_000, random);
            SimulatedServer[] servers =
            [
                .. Enumerable
                    .Range(0, 20)
                    .Select(n => new SimulatedServer(
                        Policies.Backend(n, time),
                        8,
                        _ => Policies.Exponential(random, Ms(10))
                    )),
            ];
            var simulation = new Simulation(servers, Policies.All[name](random), time)
            {
                Gap = () => Policies.Exponential(random, TimeSpan.FromSeconds(1 / (0.6 * 16_000))),
                Key = keys.Next,
            };
            var outcome = simulation.Run(200_000, 20_000);
            Line(
                name,
                outcome.PerServer.Max() / outcome.PerServer.Average(),
                outcome.Percentile(0.5),
                outcome.Percentile(0.99)
            );
        }
    }

    /// <summary>
    /// 100 servers of one worker, exponential times: the mean time in the system against theory (Mitzenmacher's
    /// supermarket model for many servers), in units of the service time.
    /// </summary>
    public static void Supermarket()
    {
        Console.WriteLine(
            "| mean time in system, 100 servers | random | theory | two choices | theory |"
        );
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (
            var (load, one, two) in new[] { (0.5, 2.0, 1.27), (0.7, 3.33, 1.61), (0.9, 10.0, 2.61) }
        )
        {
            Line(
                $"load {load:P0}",
                Mean("random", load),
                one,
                Mean("powerOfTwoChoices", load),
                two
            );
        }

        Console.WriteLine();

        static double Mean(string policy, double load)
        {
            var (random, time) = (new Random(Seed), new VirtualTime());
            SimulatedServer[] servers =
            [
                .. Enumerable
                    .Range(0, 100)
                    .Select(n => new SimulatedServer(
                        Policies.Backend(n, time),
                        1,
                        _ => Policies.Exponential(random, Ms(10))
                    )),
            ];
            return new Simulation(servers, Policies.All[policy](random), time)
                {
                    Gap = () => Policies.Exponential(random, Ms(10 / (100 * load))),
                }
                    .Run(600_000, 100_000)
                    .Mean / 10;
        }
    }

    /// <summary>Requests each gets against its weight; the largest distance from its due share at any moment.</summary>
    public static void Weights()
    {
        Console.WriteLine("| shares, weights 500 300 150 50 | 1st % | 2nd % | 3rd % | 4th % |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        int[] weights = [500, 300, 150, 50];
        foreach (var (name, make) in Policies.All)
        {
            var (random, time) = (new Random(Seed), new VirtualTime());
            SimulatedServer[] servers =
            [
                .. weights.Select(
                    (weight, n) =>
                        new SimulatedServer(
                            Policies.Backend(n, time, weight),
                            1_000,
                            _ => Policies.Exponential(random, Ms(20))
                        )
                ),
            ];
            var outcome = new Simulation(servers, make(random), time)
            {
                Gap = () => Policies.Exponential(random, Ms(1)),
                Key = () => (ulong)random.NextInt64(),
            }.Run(100_000);
            Line(name, [.. outcome.PerServer.Select(static count => count / 1_000.0)]);
        }

        Console.WriteLine();
    }

    /// <summary>Maglev: the largest share against the mean, and keys that move when one backend is removed.</summary>
    public static void KeysMoved()
    {
        Console.WriteLine(
            "| Maglev, backends | slots | largest share / mean | keys moved % | least possible % |"
        );
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var count in new[] { 10, 100, 1_000 })
        {
            string[] names =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(static n => $"http://10.1.{n / 250}.{n % 250}:80"),
            ];
            var gone = count / 2;
            var before = Table(names);
            var after = Table([.. names.Where((_, at) => at != gone)]);
            var moved = Enumerable
                .Range(0, before.Size)
                .Count(slot =>
                {
                    var now = after.Find((ulong)slot);
                    return before.Find((ulong)slot) != (now >= gone ? now + 1 : now);
                });
            var shares = before.Shares(count);
            Line(
                count.ToString(CultureInfo.InvariantCulture),
                before.Size,
                shares.Max() / shares.Average(),
                100.0 * moved / before.Size,
                100.0 / count
            );
        }

        Console.WriteLine();

        static MaglevTable Table(string[] names) =>
            MaglevTable.Of(names, [.. names.Select(static _ => 1)]);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static void Table(string title, params string[] columns)
    {
        Console.WriteLine($"| {title} | {string.Join(" | ", columns)} |");
        Console.WriteLine($"|---|{string.Concat(columns.Select(static _ => "---:|"))}");
    }

    private static void Row(string name, Outcome outcome) =>
        Line(name, outcome.SuccessPercent, outcome.Percentile(0.5), outcome.Percentile(0.99));

    private static void Line(string name, params double[] figures) =>
        Console.WriteLine(
            $"| {name} | {string.Join(" | ", figures.Select(static f => f.ToString("0.##", CultureInfo.InvariantCulture)))} |"
        );
}
