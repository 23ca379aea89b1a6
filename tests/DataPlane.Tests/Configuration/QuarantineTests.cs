using LbPlatform.DataPlane.Configuration;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class QuarantineTests
{
    [Fact]
    public async Task SortOut_PoolAndRouteRefused_LeaveTheRestInForce()
    {
        var translation = ProxyConfigTranslator.Translate(
            Some.Snapshot() with
            {
                Pools = ResourceSet<Pool>.Of([Some.Pool(), Some.Pool("bad")]),
                Routes = ResourceSet<Route>.Of([
                    Some.Route("good"),
                    Some.Route("bad", pathPrefix: "/bad"),
                    Some.Route("to-bad", "bad", pathPrefix: "/to"),
                ]),
            },
            new()
        );
        var validator = new Validator(Some.Pool("bad").Id, Some.Route("bad").Id);

        var sorted = await new Quarantine(validator).SortOutAsync(translation);

        Assert.Equal(Some.Pool().Id, Assert.Single(sorted.Clusters).ClusterId);
        Assert.Equal(Some.Route("good").Id, Assert.Single(sorted.Routes).RouteId);
        Assert.Equal(
            [
                "pool bad: one. two.",
                "route bad: one. two.",
                "route to-bad: its pool is quarantined",
            ],
            sorted.Quarantined.Select(static row => row.ToString())
        );
    }

    private sealed class Validator(params string[] refused) : IConfigValidator
    {
        public ValueTask<IList<Exception>> ValidateRouteAsync(RouteConfig route) =>
            new(Judge(route.RouteId));

        public ValueTask<IList<Exception>> ValidateClusterAsync(ClusterConfig cluster) =>
            new(Judge(cluster.ClusterId));

        private IList<Exception> Judge(string id) =>
            refused.Contains(id)
                ? [new InvalidOperationException("one."), new InvalidOperationException("two.")]
                : [];
    }
}
