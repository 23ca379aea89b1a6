using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class RoundRobinTests
{
    [Fact]
    public void Pick_AllEligible_GoesAroundInOrder() =>
        Assert.Equal("abcabc", Picks(new Rotation(), Eligible("abc"), 6));

    [Fact]
    public void Pick_NobodyEligible_IsNull()
    {
        var all = Backends("ab");

        Assert.Null(new Rotation().Pick(Eligible(all, "ab"), []));
        Assert.Null(new Rotation().Pick(Eligible(all, "ab"), [all[0]]));
        Assert.Null(new Rotation().Pick(EligibleBackends.None, []));
    }

    [Fact]
    public void Pick_OneLeavesAndReturns_GoesOnAfterTheLastChosen()
    {
        var all = Backends("abc");
        var rotation = new Rotation();

        var picks =
            Picks(rotation, Eligible(all, ""), 4)
            + Picks(rotation, Eligible(all, "b"), 2)
            + Picks(rotation, Eligible(all, ""), 2);

        Assert.Equal("abcacabc", picks);
    }

    [Fact]
    public void Pick_AfterAFailure_IsTheNextUntriedAndCountsAsItsTurn()
    {
        var all = Backends("abc");
        var eligible = Eligible(all, "");
        var rotation = new Rotation();
        Picks(rotation, eligible, 1);

        var failed = rotation.Pick(eligible, [])!;
        var second = rotation.Pick(eligible, [failed])!;

        Assert.Equal(("b", "c"), (failed.Name, second.Name));
        Assert.Equal("ab", Picks(rotation, eligible, 2));
    }

    [Fact]
    public void Pick_AllTried_IsNull()
    {
        var all = Backends("ab");

        Assert.Null(new Rotation().Pick(Eligible(all, ""), [all[0], all[1]]));
    }

    [Fact]
    public async Task Pick_ManyThreads_IsExactlyEven()
    {
        const int Threads = 8;
        const int Rounds = 3_000;
        var eligible = Eligible("abcde");
        var rotation = new Rotation();

        var picked = await Task.WhenAll(
            Enumerable
                .Range(0, Threads)
                .Select(_ =>
                    Task.Run(() =>
                        Enumerable
                            .Range(0, Rounds * 5)
                            .Select(_ => rotation.Pick(eligible, [])!.Name)
                            .ToArray()
                    )
                )
        );

        Assert.All(
            picked.SelectMany(static names => names).CountBy(static name => name),
            static count => Assert.Equal(Threads * Rounds, count.Value)
        );
    }

    [Fact]
    public async Task Pick_OneTriedWhileOthersPick_FindsTheOther()
    {
        var all = Backends("ab");
        var eligible = Eligible(all, "");
        var rotation = new Rotation();
        using var enough = new CancellationTokenSource();
        var noise = Task.Run(
            () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    rotation.Pick(eligible, []);
                }
            },
            CancellationToken.None
        );

        for (var n = 0; n < 10_000; n++)
        {
            Assert.Same(all[1], rotation.Pick(eligible, [all[0]]));
        }

        await enough.CancelAsync();
        await noise;
    }

    [Theory]
    [InlineData("abc", "b", "abc", "cab")]
    [InlineData("abc", "b", "ac", "cac")]
    [InlineData("abc", "a", "bc", "bcb")]
    [InlineData("abc", "c", "xabc", "xab")]
    [InlineData("abc", "b", "xyz", "xyz")]
    [InlineData("", "", "ab", "aba")]
    public void Reorder_MembersChange_GoesOnAfterTheLastChosenOrItsPredecessor(
        string before,
        string last,
        string after,
        string expected
    )
    {
        var known = "abcxyz".ToDictionary(static c => c, static c => Backends(c.ToString())[0]);
        var first = before.Select(c => known[c]).ToImmutableArray();
        var second = after.Select(c => known[c]).ToImmutableArray();
        var rotation = new Rotation();
        Picks(rotation, Eligible(first, ""), last.Length == 0 ? 0 : before.IndexOf(last[0]) + 1);

        rotation.Reorder(first, second);

        Assert.Equal(expected, Picks(rotation, Eligible(second, ""), 3));
    }

    [Fact]
    public void Pick_AnyFlips_NeverSkipsAnEligibleOneBetweenTwoPicks() =>
        Prop.ForAll(
                Gen.Choose(0, 31).ArrayOf().ToArbitrary(),
                static masks =>
                {
                    var all = Backends("abcde");
                    var rotation = new Rotation();
                    var last = -1;
                    foreach (var mask in masks)
                    {
                        var eligible = Eligible(
                            all,
                            string.Concat("abcde".Where((_, at) => (mask & (1 << at)) == 0))
                        );
                        var picked = rotation.Pick(eligible, []);
                        if (picked is null)
                        {
                            Assert.Equal(0, mask);
                            continue;
                        }

                        var expected = Enumerable
                            .Range(1, 5)
                            .Select(step => (last + step) % 5)
                            .First(at => (mask & (1 << at)) != 0);
                        Assert.Equal(expected, all.IndexOf(picked));
                        last = expected;
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    private static string Picks(Rotation rotation, EligibleBackends eligible, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => rotation.Pick(eligible, [])!.Name));

    private static EligibleBackends Eligible(string names) => Eligible(Backends(names), "");

    private static EligibleBackends Eligible(ImmutableArray<BackendState> all, string unhealthy) =>
        EligibleBackends.Of(
            all,
            HealthSnapshot.Empty with
            {
                Verdicts = all.Where(b => unhealthy.Contains(b.Name[0]))
                    .ToImmutableDictionary(
                        static b => b.Id,
                        static _ => new Verdict(
                            HealthStatus.Unhealthy,
                            Some.Instant,
                            ProbeOutcome.Refused,
                            null
                        )
                    ),
            }
        );

    private static ImmutableArray<BackendState> Backends(string names) =>
        [.. names.Select(static name => new BackendState(Some.Backend(name.ToString())))];

    /// <summary>A pool's policy, asked over changing sets of eligible backends.</summary>
    private sealed class Rotation
    {
        private readonly RoundRobin _policy = new();
        private (EligibleBackends Eligible, IPicker Picker)? _current;

        public BackendState? Pick(EligibleBackends eligible, params BackendState[] tried)
        {
            var current = _current;
            if (current?.Eligible != eligible)
            {
                _current = current = (eligible, _policy.Over(eligible));
            }

            return current!.Value.Picker.Pick(new(tried));
        }

        public void Reorder(
            ImmutableArray<BackendState> before,
            ImmutableArray<BackendState> after
        ) => _policy.Reorder(before, after);
    }
}
