using LbPlatform.DataPlane.Protection;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Protection;

public sealed class ListenerGuardTests
{
    [Fact]
    public void Of_SaysNothingOtherwise_IsNothingToAsk()
    {
        Assert.Null(Guard(new()));
        Assert.Null(Guard(new() { MaxConnections = 5, Deny = "10.0.0.0/8" }));
    }

    [Fact]
    public void Refuse_HeadThatIsTooLong_NamesWhatIs()
    {
        var guard = Guard(
            new()
            {
                MaxRequestLineBytes = 300,
                MaxHeadBytes = 300,
                MaxFields = 2,
            }
        )!;

        Assert.Null(guard.Refuse("/", Fields(("a", "b"))));
        Assert.Equal(414, guard.Refuse(new string('/', 301), Fields())!.StatusCode);
        Assert.Equal(431, guard.Refuse("/", Fields(("a", new string('x', 300))))!.StatusCode);
        Assert.Equal(
            431,
            guard.Refuse("/", Fields(("a", "1"), ("b", "2"), ("c", "3")))!.StatusCode
        );
    }

    [Fact]
    public void Rates_Own_AreSetForEachRequest()
    {
        var guard = Guard(new() { MinRequestBytesPerSecond = 0, MinResponseBytesPerSecond = 5 })!;

        Assert.True(guard.SetsRates);
        Assert.Null(guard.RequestRate);
        Assert.Equal(5, guard.ResponseRate!.BytesPerSecond);
        Assert.Equal(new LimitsOptions().RateGrace, guard.ResponseRate.GracePeriod);
    }

    private static ListenerGuard? Guard(ListenerLimitsOptions own)
    {
        var defaults = new LimitsOptions();
        return ListenerGuard.Of(ListenerLimits.Of(defaults, own), defaults);
    }

    private static HeaderDictionary Fields(params (string Name, string Value)[] fields)
    {
        var made = new HeaderDictionary();
        foreach (var (name, value) in fields)
        {
            made[name] = value;
        }

        return made;
    }
}
