using LbPlatform.Wire.Tests.Cases;
using LbPlatform.Wire.Tests.Support;

namespace LbPlatform.Wire.Tests;

/// <summary>Every case of the tables, on the wire.</summary>
[Collection(nameof(WirePlane))]
public sealed class WireTests(WirePlane plane)
{
    public static TheoryData<string> Names => [.. AllCases.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_IsRefusedOrReachesTheBackendAsOneRequest(string name)
    {
        var one = AllCases.ByName[name];

        var outcome = await WireRunner.RunAsync(plane, one);

        var wrong = WireVerdict.Judge(one, outcome);
        Assert.True(wrong.Count == 0, string.Join("; ", wrong));
    }

    [Fact]
    public void Cases_AreManyAndNameTheirSection()
    {
        Assert.True(AllCases.ByName.Count >= 300, $"{AllCases.ByName.Count} cases");
        Assert.All(
            AllCases.ByName.Values,
            static one => Assert.Matches(@"^\d{4}, [\d.]+$", one.Section)
        );
    }
}
