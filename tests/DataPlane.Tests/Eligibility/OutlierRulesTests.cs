using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class OutlierRulesTests
{
    [Theory]
    [InlineData(200, false)]
    [InlineData(404, false)]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    [InlineData(503, true)]
    [InlineData(505, false)]
    [InlineData(599, true)]
    public void IsFailure_Status_IsTheBackendsFault(int status, bool expected) =>
        Assert.Equal(expected, OutlierRules.IsFailure(status));

    [Theory]
    [InlineData("100/0 100/0 100/85", "2")]
    [InlineData("100/0 100/0 100/84", "")]
    [InlineData("100/0 49/49", "")]
    [InlineData("50/50 50/50", "0 1")]
    public void Find_FailurePercent_NamesThoseAtOrAboveIt(string samples, string expected) =>
        Assert.Equal(expected, Found(samples, new() { FailurePercent = 85 }));

    [Theory]
    [InlineData("100/0 100/0 100/0 100/0 100/50", "4")]
    [InlineData("100/1 100/2 100/0 100/3 100/2", "")]
    [InlineData("100/0 100/0 100/0 100/50", "")]
    [InlineData("100/0 100/0 100/0 99/0 100/50", "")]
    [InlineData("100/5 100/5 100/5 100/5 100/5 100/5", "")]
    public void Find_SuccessRate_NamesThoseFarUnderTheMean(string samples, string expected) =>
        Assert.Equal(expected, Found(samples, new() { BySuccessRate = true }));

    [Theory]
    [InlineData("20/0/20 20/0/20 20/0/100", "2")]
    [InlineData("20/0/20 20/0/20 20/0/60", "")]
    [InlineData("20/0/20 20/0/100", "")]
    [InlineData("20/0/20 20/0/20 19/0/900", "")]
    [InlineData("20/0/1 20/0/1 20/0/9", "")]
    [InlineData("20/0/20 20/0/20 20/0/100 20/0/100", "2 3")]
    public void Find_Latency_NamesThoseFarOverTheMedian(string samples, string expected) =>
        Assert.Equal(expected, Found(samples, new() { LatencyFactor = 3 }));

    [Fact]
    public void Find_Defaults_NamesNobody() =>
        Assert.Equal("", Found("100/100 100/0/9000 100/0 100/0 100/0", new()));

    /// <summary>Each sample is requests/failures/mean milliseconds.</summary>
    private static string Found(string samples, EjectionSettings settings) =>
        string.Join(
            ' ',
            OutlierRules
                .Find(
                    [
                        .. samples
                            .Split(' ')
                            .Select(static text => text.Split('/').Select(int.Parse).ToArray())
                            .Select(static one => new TrafficSample(
                                one[0],
                                one[1],
                                TimeSpan.FromMilliseconds(one.ElementAtOrDefault(2)) * one[0]
                            )),
                    ],
                    settings
                )
                .Select(static outlier => outlier.Position)
        );
}
