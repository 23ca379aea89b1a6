using LbPlatform.DataPlane.Configuration;
using LbPlatform.Hosting;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class AppliedReadinessTests
{
    private readonly AppliedConfiguration _applied = new();

    [Fact]
    public void Check_Nothing_IsNotReady() =>
        Assert.Equal(ReadinessState.NotReady, Assert.Single(Check()).State);

    [Fact]
    public void Check_ManyQuarantined_ListsSomeAndCountsTheRest()
    {
        _applied.Set(
            ProxyConfigTranslator.Translate(
                Some.Snapshot([
                    Some.Backend("good"),
                    .. Enumerable.Range(0, 25).Select(n => Some.Backend($"b{n}", "nowhere")),
                ]),
                new()
            )
        );

        var lines = Check();

        Assert.Equal("[+] applied: revision 1, 1 backends", lines[0].ToString());
        Assert.Equal(1 + AppliedReadiness.MostRows + 1, lines.Length);
        Assert.Equal("[!] quarantined: and 5 more", lines[^1].ToString());
    }

    private ReadinessLine[] Check() => [.. new AppliedReadiness(_applied).Check()];
}
