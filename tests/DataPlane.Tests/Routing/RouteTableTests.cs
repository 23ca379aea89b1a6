using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Routing;
using LbPlatform.State.Model;
using LbPlatform.State.Routing;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Routing;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/", true)]
    [InlineData("/a/", "/a", true)]
    [InlineData("/a", "/a/b", true)]
    [InlineData("/a", "/a?x", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a", "/A", false)]
    [InlineData("/a", "/", false)]
    [InlineData("/a", "/b/a", false)]
    [InlineData("/", "/", true)]
    [InlineData("/", "//", true)]
    [InlineData("/a b", "/a%20b/c", true)]
    [InlineData("/a%20b", "/%61%20b", true)]
    [InlineData("/ü", "/%C3%BC", true)]
    [InlineData("/ü", "/%c3%bc/x", true)]
    [InlineData("/a/b", "/a%2Fb", false)]
    [InlineData("/a%2fb", "/a%2Fb", true)]
    [InlineData("/a%2fb", "/a/b", false)]
    [InlineData("/a%25", "/a%", true)]
    [InlineData("/100%25", "/100%25", true)]
    public void Find_Prefix_MatchesWholeSegments(string path, string target, bool expected) =>
        Assert.Equal(expected, Matches(new() { Path = path }, target));

    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a?x=1", true)]
    [InlineData("/a", "/a/", false)]
    [InlineData("/a/", "/a/", true)]
    [InlineData("/a/", "/a", false)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/a", false)]
    [InlineData("/*", "/*", true)]
    [InlineData("/*", "/a", false)]
    public void Find_Exact_MatchesTheWholePath(string path, string target, bool expected) =>
        Assert.Equal(expected, Matches(new() { Path = path, PathKind = PathKind.Exact }, target));

    [Theory]
    [InlineData("/users/*", "/users/7", true)]
    [InlineData("/users/{id}", "/users/7", true)]
    [InlineData("/users/*", "/users/", false)]
    [InlineData("/users/*", "/users", false)]
    [InlineData("/users/*", "/users/7/", false)]
    [InlineData("/users/*", "/users/a%2Fb", true)]
    [InlineData("/users/{id}/posts", "/users/7/posts", true)]
    [InlineData("/users/{id}/posts", "/users/7/likes", false)]
    [InlineData("/files/**", "/files/a/b", true)]
    [InlineData("/files/**", "/files/", true)]
    [InlineData("/files/**", "/files", true)]
    [InlineData("/files/**", "/file", false)]
    [InlineData("/**", "/", true)]
    [InlineData("/*/b/**", "/a/b/c/d", true)]
    [InlineData("/*/b/**", "/a/c/b", false)]
    public void Find_Pattern_MatchesSegmentBySegment(string path, string target, bool expected) =>
        Assert.Equal(expected, Matches(new() { Path = path, PathKind = PathKind.Pattern }, target));

    [Theory]
    [InlineData("shop.test", "shop.test", true)]
    [InlineData("shop.test", "SHOP.test:8080", true)]
    [InlineData("Shop.Test", "shop.test", true)]
    [InlineData("shop.test", "shop.test.", true)]
    [InlineData("shop.test", "a.shop.test", false)]
    [InlineData("shop.test", "", false)]
    [InlineData("*.shop.test", "a.shop.test", true)]
    [InlineData("*.shop.test", "a.b.shop.test:1", true)]
    [InlineData("*.shop.test", "shop.test", false)]
    [InlineData("*.shop.test", "ashop.test", false)]
    [InlineData("[::1]", "[::1]:80", true)]
    [InlineData("[0:0::1]", "[::1]", true)]
    [InlineData("127.0.0.1", "127.0.0.1:80", true)]
    public void Find_Host_IsComparedWithoutCaseAndPort(string host, string field, bool expected) =>
        Assert.Equal(expected, Matches(new() { Hosts = [host] }, "/", field));

    [Theory]
    [InlineData("GET", true)]
    [InlineData("POST", true)]
    [InlineData("get", false)]
    [InlineData("HEAD", false)]
    public void Find_Method_IsOneOfThem(string method, bool expected) =>
        Assert.Equal(expected, Matches(new() { Methods = ["GET", "POST"] }, "/", method: method));

    [Theory]
    [InlineData(FieldMatchKind.Exact, "v1", true)]
    [InlineData(FieldMatchKind.Exact, "V1", false)]
    [InlineData(FieldMatchKind.Exact, "v2", true)]
    [InlineData(FieldMatchKind.Exact, "v", false)]
    [InlineData(FieldMatchKind.Prefix, "v", true)]
    [InlineData(FieldMatchKind.Prefix, "1", false)]
    [InlineData(FieldMatchKind.Contains, "1", true)]
    [InlineData(FieldMatchKind.Contains, "3", false)]
    [InlineData(FieldMatchKind.Present, "", true)]
    [InlineData(FieldMatchKind.Absent, "", false)]
    public void Find_Header_IsComparedByKind(FieldMatchKind kind, string value, bool expected)
    {
        var headers = new HeaderDictionary { ["X-Version"] = new(["v1", "v2"]) };
        FieldMatch match = new()
        {
            Name = "x-version",
            Kind = kind,
            Value = value,
        };

        Assert.Equal(expected, Matches(new() { Headers = [match] }, "/", headers: headers));
        Assert.Equal(
            kind == FieldMatchKind.Absent,
            Matches(new() { Headers = [match with { Name = "X-Other" }] }, "/", headers: headers)
        );
    }

    [Theory]
    [InlineData(FieldMatchKind.Exact, "b c", "/?a=b+c", true)]
    [InlineData(FieldMatchKind.Exact, "b c", "/?a=b%20c", true)]
    [InlineData(FieldMatchKind.Exact, "ü", "/?a=%C3%BC", true)]
    [InlineData(FieldMatchKind.Exact, "b", "/?x=1&a=c&a=b", true)]
    [InlineData(FieldMatchKind.Exact, "b", "/?%61=b", true)]
    [InlineData(FieldMatchKind.Exact, "b", "/?A=b", false)]
    [InlineData(FieldMatchKind.Exact, "", "/?a", true)]
    [InlineData(FieldMatchKind.Prefix, "b", "/?a=bc", true)]
    [InlineData(FieldMatchKind.Contains, "=", "/?a=b=c", true)]
    [InlineData(FieldMatchKind.Present, "", "/?a", true)]
    [InlineData(FieldMatchKind.Present, "", "/?ab&b=a", false)]
    [InlineData(FieldMatchKind.Absent, "", "/", true)]
    [InlineData(FieldMatchKind.Absent, "", "/?b", true)]
    [InlineData(FieldMatchKind.Absent, "", "/?b&a=", false)]
    public void Find_Query_IsComparedByKind(
        FieldMatchKind kind,
        string value,
        string target,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            Matches(
                new()
                {
                    Query =
                    [
                        new()
                        {
                            Name = "a",
                            Kind = kind,
                            Value = value,
                        },
                    ],
                },
                target
            )
        );

    [Fact]
    public void Find_AMoreWantedRouteWhoseConditionsFail_GivesWayToTheNext()
    {
        var table = Of(
            Route("any", new()),
            Route("beta", new() { Headers = [new() { Name = "X-Beta", Value = "1" }] })
        );

        Assert.Equal("any", Find(table, "/"));
        Assert.Equal("beta", Find(table, "/", headers: new() { ["X-Beta"] = "1" }));
    }

    [Fact]
    public void Find_AnyRoutesAndRequest_IsTheFirstInOrderOfThoseThatMatch() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).NonEmptyListOf().ToArbitrary(),
                Gen.Choose(0, int.MaxValue - 1).ArrayOf(8).ToArbitrary(),
                (routes, requests) =>
                {
                    Route[] all = [.. routes.Distinct().Select(RandomRoutes.Route)];
                    var table = Of(all);
                    foreach (var seed in requests)
                    {
                        var (method, host, target, headers) = RandomRoutes.Request(seed);
                        Assert.Equal(
                            NaiveMatch.First(all, method, host, target, headers)?.Name,
                            table.Find(new(method, host, target, headers))?.Route.Name
                        );
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Find_AnyRequest_AllocatesNothing()
    {
        var table = Of([
            .. Enumerable.Range(0, 500).Select(static n => RandomRoutes.Route(n * 7919)),
        ]);
        (string Method, string Host, string Target, IHeaderDictionary Headers)[] requests =
        [
            .. Enumerable.Range(0, 200).Select(static n => RandomRoutes.Request(n * 104_729)),
        ];
        Ask();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask()
        {
            foreach (var (method, host, target, headers) in requests)
            {
                table.Find(new(method, host, target, headers));
            }
        }
    }

    private static bool Matches(
        RouteMatch match,
        string target,
        string host = "h",
        string method = "GET",
        HeaderDictionary? headers = null
    )
    {
        var route = Route("r", match);
        Assert.Empty(RouteRules.Check(route));
        return Find(Of(route), target, host, method, headers) is not null;
    }

    private static string? Find(
        RouteTable table,
        string target,
        string host = "h",
        string method = "GET",
        HeaderDictionary? headers = null
    ) => table.Find(new(method, host, target, headers ?? []))?.Route.Name;

    private static Route Route(string name, RouteMatch match) =>
        Some.Route(name) with
        {
            Match = match,
        };

    private static RouteTable Of(params Route[] routes) =>
        routes.Aggregate(
            RouteTable.Empty,
            static (table, route) => table.With(RoutePlan.Of(route))
        );
}
