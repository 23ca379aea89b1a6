using LbPlatform.DataPlane.Strictness;
using LbPlatform.Wire.Tests.Cases;
using LbPlatform.Wire.Tests.Support;

namespace LbPlatform.Wire.Tests;

/// <summary>Each rule is needed: without it, a case that names it comes out otherwise.</summary>
[Collection(nameof(WirePlane))]
public sealed class RuleTests(WirePlane plane)
{
    public static TheoryData<string> RequestRuleNames =>
        [.. RequestRules.All.Select(static rule => rule.Name)];

    public static TheoryData<string> ReadingRuleNames =>
        [.. ReadingRule.All.Select(static rule => rule.Name)];

    [Theory]
    [MemberData(nameof(RequestRuleNames))]
    public async Task RequestRule_IsOff_ACaseFails(string name)
    {
        var rule = plane.Rules.Single(rule => rule.Name == name);
        var at = plane.Rules.IndexOf(rule);
        plane.Rules.RemoveAt(at);
        try
        {
            Assert.True(await AnyFailsAsync(plane, name), $"no case needs {name}");
        }
        finally
        {
            plane.Rules.Insert(at, rule);
        }
    }

    [Theory]
    [MemberData(nameof(ReadingRuleNames))]
    public async Task ReadingRule_IsOff_ACaseFails(string name)
    {
        AppContext.SetSwitch(ReadingRule.RefuseBareLineFeeds, isEnabled: false);
        var other = new WirePlane();
        other.ReadingRules.RemoveAll(rule => rule.Name == name);
        await other.InitializeAsync();
        try
        {
            Assert.True(await AnyFailsAsync(other, name), $"no case needs {name}");
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public void Cases_NameOnlyRulesThatThereAre() =>
        Assert.Empty(
            AllCases
                .ByName.Values.Select(static one => one.Rule)
                .OfType<string>()
                .Concat(Http2Cases.ByName.Values.Select(static one => one.Rule).OfType<string>())
                .Except(RequestRules.All.Select(static rule => rule.Name))
                .Except(ReadingRule.All.Select(static rule => rule.Name))
        );

    private static async Task<bool> AnyFailsAsync(WirePlane plane, string rule)
    {
        foreach (var one in AllCases.ByName.Values.Where(one => one.Rule == rule))
        {
            if (WireVerdict.Judge(one, await WireRunner.RunAsync(plane, one)).Count > 0)
            {
                return true;
            }
        }

        foreach (var one in Http2Cases.ByName.Values.Where(one => one.Rule == rule))
        {
            if (await Http2Runner.RunAsync(plane, one) != one.Expected)
            {
                return true;
            }
        }

        return false;
    }
}
