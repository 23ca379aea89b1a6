using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class EligibleBackendsTests
{
    [Theory]
    [InlineData("a0 b0 c1", "", "a b")]
    [InlineData("a0 b0 c1", "a", "b")]
    [InlineData("a0 b0 c1 d2", "a b", "c")]
    [InlineData("a0 b0 c1 d2", "a b c", "d")]
    [InlineData("a0", "a", "")]
    [InlineData("a5", "", "a")]
    public void Of_Tiers_OnlyTheLowestWithAnybodyServes(
        string backends,
        string unhealthy,
        string expected
    )
    {
        var all = backends
            .Split(' ')
            .Select(static word => new BackendState(
                Some.Backend(word[..1]) with
                {
                    Tier = word[1] - '0',
                }
            ))
            .ToArray();
        var down = unhealthy.Split(' ');

        var eligible = EligibleBackends.Of(
            [.. all],
            HealthSnapshot.Empty with
            {
                Verdicts = HealthSnapshot.Empty.Verdicts.AddRange(
                    all.Where(backend => down.Contains(backend.Name))
                        .Select(static backend =>
                            KeyValuePair.Create(
                                backend.Id,
                                new Verdict(
                                    HealthStatus.Unhealthy,
                                    Some.Instant,
                                    ProbeOutcome.Refused,
                                    null
                                )
                            )
                        )
                ),
            }
        );

        Assert.Equal(
            expected,
            string.Join(' ', eligible.Members.Select(static backend => backend.Name))
        );
    }

    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(50, 2, 2)]
    [InlineData(50, 3, 4)]
    [InlineData(50, 4, 4)]
    public void Of_FewerEligibleThanThePanicThreshold_DisregardsVerdicts(
        int panicPercent,
        int unhealthy,
        int expected
    )
    {
        BackendState[] all =
        [
            .. "abcd".Select(static name => new BackendState(Some.Backend(name.ToString()))),
            new(
                Some.Backend("disabled") with
                {
                    AdministrativeState = AdministrativeState.Disabled,
                }
            ),
        ];

        var eligible = EligibleBackends.Of(
            [.. all],
            HealthSnapshot.Empty with
            {
                Verdicts = HealthSnapshot.Empty.Verdicts.AddRange(
                    all.Take(unhealthy)
                        .Select(static backend =>
                            KeyValuePair.Create(
                                backend.Id,
                                new Verdict(
                                    HealthStatus.Unhealthy,
                                    Some.Instant,
                                    ProbeOutcome.Refused,
                                    null
                                )
                            )
                        )
                ),
            },
            panicPercent
        );

        Assert.Equal(expected, eligible.Count);
        Assert.Equal(expected == 4 && unhealthy > 0, eligible.IsPanic);
    }

    [Fact]
    public void Of_RestingAndWeightless_SayWhy()
    {
        var eligible = EligibleBackends.Of(
            [
                new BackendState(Some.Backend("a")),
                new BackendState(Some.Backend("b") with { Tier = 1 }),
                new BackendState(Some.Backend("c") with { Weight = 0 }),
            ],
            HealthSnapshot.Empty
        );

        Assert.Equal(EligibilityStatus.Eligible, eligible.At(0));
        Assert.Equal(EligibilityStatus.Backup, eligible.At(1));
        Assert.Equal(EligibilityStatus.Weightless, eligible.At(2));
    }
}
