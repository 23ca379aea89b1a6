using LbPlatform.DataPlane.Configuration;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class RoutePlansTests
{
    private readonly RoutePlans _plans = new();

    [Fact]
    public void Apply_ChangedRoute_GetsAnotherPlanAndTheRestKeepTheirs()
    {
        var (a, b) = (Some.Route("a"), Some.Route("b"));
        _plans.Apply(Of(a, b));
        var before = (_plans.Find(a.Id), _plans.Find(b.Id));

        var limited = a with { Limits = new() { MaxBodyBytes = 5 } };
        _plans.Apply(Of(limited, b with { }));

        Assert.NotSame(before.Item1, _plans.Find(a.Id));
        Assert.Equal(5, _plans.Find(a.Id)!.Route.Limits.MaxBodyBytes);
        Assert.Same(before.Item2, _plans.Find(b.Id));
    }

    [Fact]
    public void Apply_RouteIsGone_ItsPlanStaysUntilNoRequestIsMatchedByIt()
    {
        var route = Some.Route("a");
        _plans.Apply(Of(route));

        _plans.Apply(Of());
        Assert.NotNull(_plans.Find(route.Id));

        _plans.Retire(Of());
        Assert.Null(_plans.Find(route.Id));
    }

    private static ConfigurationSnapshot Of(params Route[] routes) =>
        Some.Snapshot() with
        {
            Routes = ResourceSet<Route>.Of(routes),
        };
}
