using LbPlatform.DataPlane.Configuration;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class QuarantineTests
{
    [Fact]
    public async Task SortOut_PoolRefused_LeavesTheRestInForce()
    {
        var translation = ProxyConfigTranslator.Translate(
            Some.Snapshot() with
            {
                Pools = ResourceSet<Pool>.Of([Some.Pool(), Some.Pool("bad")]),
            },
            new()
        );
        var validator = new Validator(Some.Pool("bad").Id);

        var sorted = await new Quarantine(validator).SortOutAsync(translation);

        Assert.Equal(Some.Pool().Id, Assert.Single(sorted.Clusters).ClusterId);
        Assert.Equal(
            ["pool bad: one. two."],
            sorted.Quarantined.Select(static row => row.ToString())
        );
    }

    private sealed class Validator(params string[] refused) : IConfigValidator
    {
        public ValueTask<IList<Exception>> ValidateRouteAsync(RouteConfig route) =>
            throw new NotSupportedException("YARP has no routes.");

        public ValueTask<IList<Exception>> ValidateClusterAsync(ClusterConfig cluster) =>
            new(Judge(cluster.ClusterId));

        private IList<Exception> Judge(string id) =>
            refused.Contains(id)
                ? [new InvalidOperationException("one."), new InvalidOperationException("two.")]
                : [];
    }
}
