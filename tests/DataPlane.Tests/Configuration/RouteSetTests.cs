using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class RouteSetTests
{
    private readonly Dictionary<string, PoolState> _pools = new(StringComparer.Ordinal)
    {
        [Some.Pool().Id] = new(Some.Pool().Id, new RoundRobin()),
    };

    [Fact]
    public void Next_ChangedRoute_GetsAnotherPlanAndTheRestKeepTheirs()
    {
        var (a, b) = (Some.Route("a", pathPrefix: "/a"), Some.Route("b", pathPrefix: "/b"));
        var before = Next(RouteSet.Empty, a, b);

        var after = Next(
            before,
            a with
            {
                Revision = new(2),
                Limits = new() { MaxBodyBytes = 5 },
            },
            b with
            { }
        );

        Assert.NotSame(Find(before, "/a"), Find(after, "/a"));
        Assert.Equal(5, Find(after, "/a")!.Route.Limits.MaxBodyBytes);
        Assert.Same(Find(before, "/b"), Find(after, "/b"));
    }

    [Fact]
    public void Next_ChangedLimitOfARoute_GoesOnCounting()
    {
        var route = Some.Route() with { Limits = new() { MaxRequestsInFlight = 9 } };
        var before = Next(RouteSet.Empty, route);

        var after = Next(before, route with { Name = "other", Revision = new(2) });

        Assert.NotSame(Find(before, "/"), Find(after, "/"));
        Assert.NotNull(Find(after, "/")!.Guard);
    }

    [Fact]
    public void Next_RoutesGoneAndRenamed_AreFoundByWhatTheyAre()
    {
        var (a, b) = (Some.Route("a", pathPrefix: "/a"), Some.Route("b", pathPrefix: "/b"));
        var before = Next(RouteSet.Empty, a, b);

        var after = Next(before, b with { Name = "0", Revision = new(2) });

        Assert.Null(Find(after, "/a"));
        Assert.Equal("0", Find(after, "/b")!.Route.Name);
        Assert.Equal(["0"], after.Plans.Select(static plan => plan.Route.Name));
    }

    [Fact]
    public void Next_RouteThatCannotBe_IsLeftOutWithItsReason()
    {
        var routes = Next(
            RouteSet.Empty,
            Some.Route("good"),
            Some.Route("lost", "nowhere"),
            Some.Route("bad") with
            {
                Match = new() { Path = "x" },
            }
        );

        Assert.Equal("good", Find(routes, "/")!.Route.Name);
        Assert.Equal(
            [
                "route bad: /match/path: The path: 'x' must begin with a slash.",
                "route lost: its pool does not exist; point it to another",
            ],
            routes.Quarantined.Select(static row => row.ToString())
        );
    }

    [Fact]
    public void Next_PoolComesBackAsAnother_ThePlanIsMadeAnew()
    {
        var before = Next(RouteSet.Empty, Some.Route());
        Assert.Same(before.Plans.Single(), Next(before, Some.Route()).Plans.Single());

        _pools[Some.Pool().Id] = new(Some.Pool().Id, new RoundRobin());
        var after = Next(before, Some.Route());

        Assert.Same(_pools[Some.Pool().Id], Find(after, "/")!.Pool);
    }

    [Fact]
    public void Next_PoolIsMissingAndComes_TheRouteComesWithIt()
    {
        var route = Some.Route("a", "other");
        var before = Next(RouteSet.Empty, route);
        Assert.Empty(before.Plans);

        _pools[Some.Pool("other").Id] = new(Some.Pool("other").Id, new RoundRobin());

        Assert.Equal("a", Find(Next(before, route), "/")!.Route.Name);
    }

    [Fact]
    public void Next_AnotherStoreWithTheSameRevisions_IsLookedAtWhole()
    {
        var before = Next(RouteSet.Empty, Some.Route(pathPrefix: "/a"));
        var other = Snapshot(Some.Route(pathPrefix: "/b")) with { StoreId = "other" };

        var after = before.Next(other, Find, havePoolsChanged: false);

        Assert.Null(Find(after, "/a"));
        Assert.NotNull(Find(after, "/b"));
    }

    [Fact]
    public void Next_AnySeriesOfChanges_IsWhatIsMadeFromNothing() =>
        Prop.ForAll(
                Gen.Choose(0, 1 << 20).ArrayOf().ArrayOf().ToArbitrary(),
                series =>
                {
                    var incremental = RouteSet.Empty;
                    var revision = 1;
                    var routes = new Dictionary<string, Route>(StringComparer.Ordinal);
                    foreach (var changes in series)
                    {
                        revision++;
                        foreach (var change in changes)
                        {
                            Apply(routes, change, new(revision));
                        }

                        incremental = Next(incremental, [.. routes.Values]);
                    }

                    var fresh = Next(RouteSet.Empty, [.. routes.Values]);
                    foreach (var path in new[] { "/", "/a", "/a/b", "/b", "/a/c/d" })
                    {
                        foreach (var host in new[] { "", "h", "x.h" })
                        {
                            Assert.Equal(
                                Find(fresh, path, host)?.Route,
                                Find(incremental, path, host)?.Route
                            );
                        }
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    private static void Apply(
        Dictionary<string, Route> routes,
        int change,
        LbPlatform.State.Revision revision
    )
    {
        var name = $"r{change % 7}";
        if (change % 3 == 0)
        {
            routes.Remove(name);
            return;
        }

        string[] paths = ["/", "/a", "/a/b", "/a/*", "/*/b", "/**"];
        string[] hosts = ["", "h", "*.h"];
        var host = hosts[change / 7 % 3];
        routes[name] = Some.Route(name) with
        {
            CreatedRevision = routes.GetValueOrDefault(name)?.CreatedRevision ?? revision,
            Revision = revision,
            Priority = change / 21 % 2,
            Match = new()
            {
                Hosts = host.Length == 0 ? [] : [host],
                Path = paths[change / 42 % paths.Length],
                PathKind = LbPlatform.State.Routing.PathKind.Pattern,
            },
        };
    }

    private RouteSet Next(RouteSet former, params Route[] routes) =>
        former.Next(Snapshot(routes), Find, havePoolsChanged: true);

    private PoolState? Find(string id) => _pools.GetValueOrDefault(id);

    private static RoutePlan? Find(RouteSet routes, string path, string host = "") =>
        routes.Table.Find(new("GET", host, path, new HeaderDictionary()));

    private static ConfigurationSnapshot Snapshot(params Route[] routes) =>
        Some.Snapshot() with
        {
            Routes = ResourceSet<Route>.Of(routes),
        };
}
