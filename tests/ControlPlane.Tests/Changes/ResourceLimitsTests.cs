using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Http;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.ControlPlane.Tests.Changes;

public sealed class ResourceLimitsTests
{
    private static readonly ConfigurationSnapshot Full = ConfigurationSnapshot.Empty with
    {
        Backends = Set(ResourceLimits.MostBackends, static name => Some.Backend(name)),
        Pools = Set(ResourceLimits.MostPools, static name => Some.Pool(name)),
        Routes = Set(ResourceLimits.MostRoutes, static name => Some.Route(name)),
    };

    [Fact]
    public void Refuse_OneMore_IsRefusedWithTheLimit()
    {
        foreach (
            var (more, limit) in new[]
            {
                (Full with { Backends = Full.Backends.Put(Some.Backend("x")) }, "20000"),
                (Full with { Pools = Full.Pools.Put(Some.Pool("x")) }, "1000"),
                (Full with { Routes = Full.Routes.Put(Some.Route("x")) }, "10000"),
            }
        )
        {
            var problem = ResourceLimits.Refuse(Full, more);

            Assert.Equal(Problems.Limit, problem?.Kind);
            Assert.Contains(limit, problem!.Detail);
            // Beyond already, as after a restore of an older version's copy: it can be changed and made smaller.
            Assert.Null(ResourceLimits.Refuse(more, more));
        }
    }

    [Fact]
    public void Refuse_UpToTheLimit_IsAccepted() =>
        Assert.Null(ResourceLimits.Refuse(ConfigurationSnapshot.Empty, Full));

    private static ResourceSet<T> Set<T>(int count, Func<string, T> make)
        where T : class, IResource =>
        ResourceSet<T>.Of(Enumerable.Range(0, count).Select(n => make($"n{n}")));
}
