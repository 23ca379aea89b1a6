using LbPlatform.Poller.Verdicts;

namespace LbPlatform.Poller.Tests.Verdicts;

public sealed class OwnFaultsTests
{
    [Theory]
    // e: the poller's own error; o: any answer of a backend. Upper case where the state changes. Rounds of three.
    [InlineData("eeoee")]
    [InlineData("eeEeeO")]
    [InlineData("oeeEOee")]
    public void Count_Results_IsSickAfterAWholeRound(string results)
    {
        var faults = new OwnFaults();
        foreach (var c in results)
        {
            var outcome =
                char.ToLowerInvariant(c) == 'e' ? ProbeOutcome.Error : ProbeOutcome.Refused;
            var before = faults.Fault;
            faults.Count(new("b", Some.Instant, outcome, TimeSpan.Zero), backends: 3);
            Assert.Equal(char.IsUpper(c), before is null != faults.Fault is null);
        }
    }
}
