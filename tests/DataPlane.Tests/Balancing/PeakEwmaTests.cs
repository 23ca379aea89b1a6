using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class PeakEwmaTests
{
    [Fact]
    public void Pick_OneIsSlow_TheOtherTakesTheTraffic()
    {
        var eligible = Members.Of(1, 1);
        eligible.All[0].Latency.Observe(TimeSpan.FromSeconds(2));
        eligible.All[1].Latency.Observe(TimeSpan.FromMilliseconds(5));
        var picker = new PeakEwma(new Random(2)).Over(eligible);

        Assert.Equal("bbbbbbbb", Members.Picks(picker, 8));
    }

    [Fact]
    public void Pick_NewBackend_GetsOneRequestUntilItAnswers()
    {
        var eligible = Members.Of(1, 1);
        eligible.All[0].Latency.Observe(TimeSpan.FromMilliseconds(5));
        var picker = new PeakEwma(new Random(2)).Over(eligible);

        Assert.Equal("b", Members.Picks(picker, 1));
        eligible.All[1].Enter();
        Assert.Equal("aaaa", Members.Picks(picker, 4));
    }

    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0, 2, 1, PeakEwma.Penalty + 2)]
    [InlineData(10, 0, 1, 10)]
    [InlineData(10, 3, 1, 40)]
    [InlineData(10, 3, 4, 10)]
    public void CostOf_IsTheWaitOfAFurtherRequest(
        double ms,
        int inFlight,
        int weight,
        double expected
    ) => Assert.Equal(expected, PeakEwma.CostOf(ms, inFlight, weight), 6);
}
