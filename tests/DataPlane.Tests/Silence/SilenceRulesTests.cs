using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Silence;

namespace LbPlatform.DataPlane.Tests.Silence;

public sealed class SilenceRulesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>One that answers what it is asked.</summary>
    private static readonly SilenceSample Well = new(TimeSpan.Zero, default, 1000, 1000);

    /// <summary>One that takes requests and has answered none for long.</summary>
    private static readonly SilenceSample Mute = new(
        TimeSpan.FromSeconds(2.1),
        new(Passed: 3, Restless: 3, Long: 0),
        1000,
        1000
    );

    [Fact]
    public void Find_OneAnswersNothing_IsFound() =>
        Assert.Equal([1], SilenceRules.Find([Well, Mute, Well], Limit));

    [Fact]
    public void Find_SeveralAnswerNothing_AreFound() =>
        Assert.Equal([0, 2], SilenceRules.Find([Mute, Well, Mute], Limit));

    [Fact]
    public void Find_NobodyElse_Nobody() => Assert.Empty(SilenceRules.Find([Mute], Limit));

    [Fact]
    public void Find_AllAnswerNothing_Nobody() =>
        Assert.Empty(SilenceRules.Find([Mute, Mute with { Quiet = Limit }], Limit));

    [Fact]
    public void Find_TheOtherKeepsRequestsWaiting_Nobody() =>
        Assert.Empty(
            SilenceRules.Find([Mute, Well with { Pending = new(0, Restless: 1, 0) }], Limit)
        );

    [Fact]
    public void Find_TheOtherTakesNoTraffic_Nobody() =>
        Assert.Empty(SilenceRules.Find([Mute, Well with { IsEligible = false }], Limit));

    [Fact]
    public void Find_TheOtherAnsweredEarlier_Nobody() =>
        Assert.Empty(
            SilenceRules.Find([Mute, Well with { Quiet = TimeSpan.FromSeconds(3) }], Limit)
        );

    [Fact]
    public void Find_NeverAnswered_Nobody() =>
        Assert.Empty(SilenceRules.Find([Mute with { Quiet = null }, Well], Limit));

    [Fact]
    public void Find_AnsweredLately_Nobody() =>
        Assert.Empty(
            SilenceRules.Find([Mute with { Quiet = TimeSpan.FromSeconds(1.9) }, Well], Limit)
        );

    [Fact]
    public void Find_TwoRequestsWait_NobodyButOnTrial()
    {
        var two = Mute with { Pending = new(2, 2, 0) };
        Assert.Empty(SilenceRules.Find([two, Well], Limit));
        Assert.Equal([0], SilenceRules.Find([two with { IsOnTrial = true }, Well], Limit));
    }

    [Fact]
    public void Find_HalfOfThePoolsAnswersAreSlow_TakesTwentyRequests()
    {
        var mixed = Well with { Quick = 500 };
        var mute = Mute with { Quick = 500, Pending = new(19, 19, 0) };
        Assert.Empty(SilenceRules.Find([mute, mixed], Limit));
        Assert.Equal(
            [0],
            SilenceRules.Find([mute with { Pending = new(20, 20, 0) }, mixed], Limit)
        );
    }

    [Fact]
    public void Find_ManyWaitForEventsAnyway_TakesMoreRequests()
    {
        var busy = Well with { Pending = new(0, 0, Long: 2000) };
        Assert.Empty(SilenceRules.Find([Mute, busy], Limit));
    }

    [Fact]
    public void Find_LittleIsKnown_TakesMoreRequests() =>
        Assert.Empty(
            SilenceRules.Find(
                [Mute with { Answers = 1, Quick = 1 }, Well with { Answers = 1, Quick = 1 }],
                Limit
            )
        );

    [Theory]
    [InlineData(0, int.MaxValue)]
    [InlineData(0.1, 132)]
    [InlineData(0.5, 20)]
    [InlineData(0.9, 6)]
    [InlineData(0.99, 3)]
    [InlineData(1, 3)]
    public void Needed_ByShareOfQuickAnswers(double quick, int expected) =>
        Assert.Equal(expected, SilenceRules.Needed(quick));

    [Fact]
    public void Find_Whatever_OneThatStaysAnswers()
    {
        var sample =
            from quiet in Gen.Choose(0, 50)
            from passed in Gen.Choose(0, 5)
            select new SilenceSample(
                TimeSpan.FromMilliseconds(quiet * 100),
                new(passed, passed, 0),
                1000,
                1000
            );
        Prop.ForAll(
                sample.ArrayOf().ToArbitrary(),
                static samples =>
                {
                    var found = SilenceRules.Find(samples, Limit);
                    return found.Count == 0
                        || samples
                            .Where((one, at) => !found.Contains(at) && one.Pending.Restless == 0)
                            .Any();
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
