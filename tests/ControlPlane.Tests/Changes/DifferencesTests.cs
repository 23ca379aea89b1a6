using LbPlatform.ControlPlane.Changes;
using LbPlatform.State.Model;

namespace LbPlatform.ControlPlane.Tests.Changes;

public sealed class DifferencesTests
{
    private static readonly Backend Backend = Some.Backend("b");
    private static readonly Pool Pool = Some.Pool("p");
    private static readonly Route Route = Some.Route("r");

    public static TheoryData<object, object, string> Cases =>
        new()
        {
            { Backend, Backend, "" },
            { Backend, Backend with { Name = "c" }, "name c" },
            { Backend, Backend with { Url = BackendUrl.Parse("http://x") }, "url http://x" },
            { Backend, Backend with { PoolId = "other" }, "pool" },
            {
                Backend,
                Backend with
                {
                    AdministrativeState = AdministrativeState.Draining,
                    Weight = 5,
                    Tier = 1,
                    Probe = new() { Path = "/x" },
                },
                "draining, weight 5, tier 1, probe"
            },
            { Backend, Backend with { Zone = "a" }, "zone a" },
            { Backend with { Zone = "a" }, Backend, "zone none" },
            { Pool, Pool, "" },
            { Pool, Pool with { Balancing = new() { ZoneSpillBelowPercent = 0 } }, "balancing" },
            {
                Pool,
                Pool with
                {
                    Name = "q",
                    Balancing = new() { Policy = BalancingPolicy.PeakEwma },
                },
                "name q, peakEwma"
            },
            { Pool, Pool with { Balancing = new() { HashName = "X" } }, "balancing" },
            {
                Pool,
                Pool with
                {
                    Probe = new() { Path = "/x" },
                    Resilience = new() { PanicPercent = 1 },
                    Transport = new() { Protocol = BackendProtocol.Http2 },
                },
                "probe, resilience, transport"
            },
            { Route, Route, "" },
            {
                Route,
                Route with
                {
                    Name = "s",
                    PoolId = null,
                    Priority = -1,
                    Match = new() { Path = "/x" },
                    Action = new() { Host = "h" },
                    Limits = new() { MaxBodyBytes = 1 },
                },
                "name s, pool, priority -1, match, action, limits"
            },
            { Pool, Route, "" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_TwoVersions_NamesWhatDiffers(object before, object after, string told) =>
        Assert.Equal(told, Differences.Of(before, after));
}
