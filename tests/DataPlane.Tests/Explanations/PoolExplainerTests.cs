using System.Collections.Immutable;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Explanations;
using LbPlatform.State.Explanations;
using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Tests.Explanations;

/// <summary>What is said of a pool is what the pool does, whatever state it is in.</summary>
public sealed class PoolExplainerTests
{
    private const int Choices = 300;

    public static TheoryData<BalancingPolicy> Policies => [.. Enum.GetValues<BalancingPolicy>()];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Explain_AnyState_SaysWhatServingDoes(BalancingPolicy policy) =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    var (table, pool) = AnyPool(policy, random);
                    // Somewhere within its turn.
                    Serve(pool, random.Next(5));

                    var explained = Explain(table, pool);
                    var served = Serve(pool, 1).Single();

                    Assert.Equal(explained.Choice.Kind == ChoiceKind.Nobody, served is null);
                    if (explained.Choice.Kind is ChoiceKind.Certain or ChoiceKind.Turn)
                    {
                        Assert.Equal(explained.Choice.Backend, served);
                    }

                    var likely = explained
                        .Backends.Where(static backend => backend.Probability > 0)
                        .Select(static backend => backend.Name)
                        .ToHashSet();
                    Assert.All(
                        Serve(pool, Choices).OfType<string>(),
                        name => Assert.Contains(name, likely)
                    );
                    Assert.All(
                        explained.Backends.Where(static backend =>
                            backend.Status != CandidateStatus.Eligible
                        ),
                        static backend =>
                        {
                            Assert.Equal(0, backend.Probability);
                            Assert.NotNull(backend.Reason);
                        }
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(BalancingPolicy.RoundRobin)]
    [InlineData(BalancingPolicy.LeastRequests)]
    public void Explain_Rotation_GivesTheExactShares(BalancingPolicy policy)
    {
        var (table, pool) = Pool(
            policy,
            [
                Some.Backend("a") with
                {
                    Weight = 5,
                },
                Some.Backend("b") with
                {
                    Weight = 1,
                },
                Some.Backend("c") with
                {
                    Weight = 1,
                },
            ]
        );

        var explained = Explain(table, pool);
        var served = Serve(pool, 7);

        Assert.Equal(ChoiceKindOf(policy), explained.Choice.Kind);
        Assert.All(
            explained.Backends,
            backend =>
                Assert.Equal(
                    served.Count(name => name == backend.Name) / 7.0,
                    backend.Probability,
                    precision: 5
                )
        );

        // With weights and nothing in flight the strongest one has the least to do.
        static ChoiceKind ChoiceKindOf(BalancingPolicy policy) =>
            policy == BalancingPolicy.RoundRobin ? ChoiceKind.Turn : ChoiceKind.Certain;
    }

    [Fact]
    public void Explain_Drawn_EstimatesTheShares()
    {
        var (table, pool) = Pool(
            BalancingPolicy.Random,
            [Some.Backend("a") with { Weight = 3 }, Some.Backend("b") with { Weight = 1 }]
        );

        var explained = Explain(table, pool);

        Assert.Equal(ChoiceKind.Drawn, explained.Choice.Kind);
        Assert.Null(explained.Choice.Backend);
        Assert.InRange(explained.Backends[0].Probability, 0.73, 0.77);
    }

    [Fact]
    public void Explain_Full_SaysThatItWaits()
    {
        var (table, pool) = Pool(
            BalancingPolicy.FirstAvailable,
            [Some.Backend("a"), Some.Backend("b")],
            new() { Capacity = new() { RequestsPerBackend = 1 } }
        );
        pool.Enter(new([]), out _);

        var spare = Explain(table, pool);
        pool.Enter(new([]), out _);
        var full = Explain(table, pool);

        Assert.Equal(new ExplainedChoice(ChoiceKind.Certain, "b"), spare.Choice);
        Assert.Equal(CandidateStatus.Full, spare.Backends[0].Status);
        Assert.Equal("it works on 1 requests, as many as it may", spare.Backends[0].Reason);
        Assert.Equal(ChoiceKind.Nobody, full.Choice.Kind);
        Assert.Contains("it waits up to 5s", full.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_Zones_SaysWhoIsFarAndHowManyStay()
    {
        var (table, pool) = Pool(
            BalancingPolicy.RoundRobin,
            [
                Some.Backend("a1") with
                {
                    Zone = "a",
                },
                Some.Backend("a2") with
                {
                    Zone = "a",
                },
                Some.Backend("b1") with
                {
                    Zone = "b",
                },
            ]
        );

        var whole = Explain(table, pool);
        table.TryEject(pool, pool.Eligible.All[1], Ejected("refused"));
        var half = Explain(table, pool);

        Assert.Equal(("a", 100), (whole.Zone, whole.ZonePercent));
        Assert.Equal([0.5, 0.5, 0], whole.Backends.Select(static b => b.Probability));
        Assert.Equal(CandidateStatus.Eligible, whole.Backends[2].Status);
        Assert.Contains("stay in zone 'a'", whole.Backends[2].Reason, StringComparison.Ordinal);
        Assert.Equal(71, half.ZonePercent);
        Assert.Equal([0.71, 0, 0.29], half.Backends.Select(static b => b.Probability));
        Assert.Null(half.Backends[2].Reason);
    }

    [Fact]
    public void Explain_BreakerIsOpen_SaysThatNothingIsSent()
    {
        var (table, pool) = Pool(BalancingPolicy.RoundRobin, [Some.Backend("a")]);
        Assert.Null(Explain(table, pool).BreakerShare);

        var settings = new BreakerSettings { FailurePercent = 10, LeastRequests = 1 };
        pool.Breaker.Tick(settings, TimeSpan.Zero, new(0, 0));
        pool.Breaker.Tick(settings, TimeSpan.FromSeconds(1), new(100, 100));
        var explained = Explain(table, pool);

        Assert.Equal(0, explained.BreakerShare);
        Assert.Equal(ChoiceKind.Nobody, explained.Choice.Kind);
        Assert.Contains("its breaker is open", explained.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_OnTrial_GetsOneAtATime()
    {
        var (table, pool) = Pool(
            BalancingPolicy.FirstAvailable,
            [Some.Backend("a"), Some.Backend("b")]
        );
        pool.Eligible.All[0].Eject(Ejected("silent") with { Cause = EjectionCause.Silent });
        pool.Eligible.All[0].Return();

        var free = Explain(table, pool);
        pool.Enter(new([]), out _);
        var busy = Explain(table, pool);

        Assert.Equal("a", free.Choice.Backend);
        Assert.Contains("on trial", free.Backends[0].Reason, StringComparison.Ordinal);
        Assert.Equal("b", busy.Choice.Backend);
    }

    [Fact]
    public void Explain_ManyBackends_ShowsThoseThatMayBeChosenFirst()
    {
        var (table, pool) = Pool(
            BalancingPolicy.RoundRobin,
            [
                .. Enumerable
                    .Range(0, 20)
                    .Select(static n =>
                        Some.Backend($"b{n:00}") with
                        {
                            AdministrativeState =
                                n < 18 ? AdministrativeState.Disabled : AdministrativeState.Enabled,
                        }
                    ),
            ]
        );

        var explained = Explain(table, pool, most: 5);

        Assert.Equal(
            ["b18", "b19", "b00", "b01", "b02"],
            explained.Backends.Select(static b => b.Name)
        );
        Assert.Equal(15, explained.Omitted);
    }

    private static (EligibilityTable Table, PoolState Pool) AnyPool(
        BalancingPolicy policy,
        Random random
    )
    {
        var isZoned = random.Next(2) == 0;
        var (table, pool) = Pool(
            policy,
            [
                .. Enumerable
                    .Range(0, random.Next(7))
                    .Select(n =>
                        Some.Backend($"b{n}") with
                        {
                            AdministrativeState = AnyWish(random),
                            Weight = random.Next(5) == 0 ? 0 : random.Next(1, 6),
                            Tier = random.Next(4) == 0 ? 1 : 0,
                            Zone = isZoned ? (random.Next(2) == 0 ? "a" : "b") : null,
                        }
                    ),
            ],
            new()
            {
                PanicPercent = random.Next(3) == 0 ? 60 : 0,
                Capacity = new() { RequestsPerBackend = random.Next(3) == 0 ? 2 : 0 },
            }
        );
        table.Apply(AnyHealth(pool.Eligible.All, random));
        foreach (var backend in pool.Eligible.All)
        {
            if (random.Next(4) == 0)
            {
                table.TryEject(pool, backend, Ejected("refused"));
            }

            for (var n = random.Next(4); n > 0; n--)
            {
                backend.TryEnter(pool.Capacity.RequestsPerBackend);
            }
        }

        return (table, pool);
    }

    private static Ejection Ejected(string reason) =>
        new(Some.Instant, TimeSpan.FromSeconds(30), 1) { Reason = reason };

    private static HealthSnapshot AnyHealth(ImmutableArray<BackendState> backends, Random random) =>
        new()
        {
            Sequence = 1,
            Verdicts = backends
                .Where(_ => random.Next(3) == 0)
                .ToImmutableDictionary(
                    static backend => backend.Id,
                    static _ => new Verdict(
                        HealthStatus.Unhealthy,
                        Some.Instant,
                        ProbeOutcome.Refused,
                        null
                    )
                ),
        };

    private static AdministrativeState AnyWish(Random random) =>
        random.Next(8) switch
        {
            0 => AdministrativeState.Draining,
            1 => AdministrativeState.Disabled,
            _ => AdministrativeState.Enabled,
        };

    private static (EligibilityTable Table, PoolState Pool) Pool(
        BalancingPolicy policy,
        Backend[] backends,
        ResilienceSettings? resilience = null
    )
    {
        var pool = Some.Pool() with
        {
            Balancing = new() { Policy = policy },
            Resilience = resilience ?? ResilienceSettings.Default,
        };
        var table = new EligibilityTable(
            NullLogger<EligibilityTable>.Instance,
            options: Options.Create(new DataPlaneOptions { Zone = "a" })
        );
        table.Apply(Some.Snapshot(backends) with { Pools = ResourceSet<Pool>.Of([pool]) });
        return (table, table.Find(pool.Id)!);
    }

    private static ExplainedPool Explain(EligibilityTable table, PoolState pool, int most = 100) =>
        new PoolExplainer(pool, table.Health, "http://localhost:9080").Explain(
            Request(),
            "/",
            share: 1,
            most,
            TimeProvider.System
        );

    /// <summary>The names of the backends that so many requests get, one after the other; <c>null</c> for nobody.</summary>
    private static List<string?> Serve(PoolState pool, int count)
    {
        var served = new List<string?>();
        var key = pool.HashKey?.Of(Request(), "/") ?? 0;
        for (var n = 0; n < count; n++)
        {
            var backend = pool.Enter(new PickRequest([], key), out _);
            served.Add(backend?.Name);
            if (backend is not null)
            {
                pool.Leave(backend);
            }
        }

        return served;
    }

    private static DefaultHttpContext Request()
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        return context;
    }
}
