using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class ConsistentHashTests
{
    [Fact]
    public void Pick_SameKey_IsTheSameBackendOnEveryDataPlane()
    {
        var one = new ConsistentHash().Over(Members.Of(1, 1, 1, 1));
        var other = new ConsistentHash().Over(Members.Of(1, 1, 1, 1));

        for (var client = 0; client < 500; client++)
        {
            var key = HashKey.Hash($"10.0.0.{client}");
            Assert.Equal(one.Pick(new([], key))!.Name, other.Pick(new([], key))!.Name);
        }
    }

    [Fact]
    public void Pick_ManyKeys_FollowTheWeights()
    {
        var eligible = Members.Of(300, 100);
        var picker = new ConsistentHash().Over(eligible);

        var counts = Members.Counts(
            eligible,
            20_000,
            n => picker.Pick(new([], HashKey.Hash($"client {n}")))
        );

        Assert.Equal(0.75, counts[0] / 20_000.0, 0.02);
    }

    [Fact]
    public void Pick_AfterAFailure_SpreadsTheKeysOfTheFailedOne()
    {
        var eligible = Members.Of(1, 1, 1);
        var picker = new ConsistentHash().Over(eligible);
        var failed = eligible.All[0];

        var counts = Members.Counts(
            eligible,
            9_000,
            n => picker.Pick(new([failed], HashKey.Hash($"client {n}")))
        );

        Assert.Equal(0, counts[0]);
        Assert.Equal(0.5, counts[1] / 9_000.0, 0.05);
        Assert.Null(picker.Pick(new(eligible.All.AsSpan(), 5)));
    }

    [Fact]
    public void Pick_BoundedLoad_OneHotKeyOverflows()
    {
        var eligible = Members.Of(1, 1, 1, 1);
        var picker = new ConsistentHash(boundedLoad: 150).Over(eligible);
        var key = HashKey.Hash("everybody asks for this");

        for (var n = 0; n < 400; n++)
        {
            picker.Pick(new([], key))!.Enter();
        }

        // Half as much again as the mean at most, up to rounding.
        Assert.InRange(eligible.All.Max(static backend => backend.InFlight), 100, 151);
    }

    [Fact]
    public void Over_OneFlips_MovesItsKeysOnlyAndGivesThemBack()
    {
        var all = Members.Of(1, 1, 1, 1, 1).All;
        var policy = new ConsistentHash();
        var keys = Enumerable
            .Range(0, 2_000)
            .Select(static n => HashKey.Hash($"key {n}"))
            .ToArray();

        var before = Owners(EligibleBackends.Of(all, HealthSnapshot.Empty));
        var without = Owners(
            EligibleBackends.Of(
                all,
                HealthSnapshot.Empty with
                {
                    Verdicts = HealthSnapshot.Empty.Verdicts.Add(
                        all[2].Id,
                        new(HealthStatus.Unhealthy, Some.Instant, ProbeOutcome.Refused, null)
                    ),
                }
            )
        );
        var after = Owners(EligibleBackends.Of(all, HealthSnapshot.Empty));

        Assert.Equal(before, after);
        Assert.All(
            before.Zip(without),
            pair => Assert.True(pair.First == "c" ? pair.Second != "c" : pair.First == pair.Second)
        );
        Assert.Equal(4, without.Distinct().Count());

        string[] Owners(EligibleBackends eligible)
        {
            var picker = policy.Over(eligible);
            return [.. keys.Select(key => picker.Pick(new([], key))!.Name)];
        }
    }

    [Fact]
    public void Pick_Nobody_IsNull() =>
        Assert.Null(new ConsistentHash().Over(Members.Of(0)).Pick(default));
}
