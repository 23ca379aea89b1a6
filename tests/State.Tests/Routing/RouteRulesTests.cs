using System.Text.Json;
using LbPlatform.State.Model;
using LbPlatform.State.Routing;
using LbPlatform.State.Snapshots;

namespace LbPlatform.State.Tests.Routing;

public sealed class RouteRulesTests
{
    private static readonly Route Plain = Some.Route();

    [Fact]
    public void Check_AnEmptyRoute_FindsNothing() => Assert.Empty(RouteRules.Check(Plain));

    [Theory]
    [InlineData("shop.test", true)]
    [InlineData("*.shop.test", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("*", false)]
    [InlineData("*.", false)]
    [InlineData("a.*.test", false)]
    [InlineData("shop.test:80", false)]
    [InlineData("shop.test.", false)]
    [InlineData("[::1", false)]
    [InlineData("bücher.test", false)]
    [InlineData("", false)]
    public void Check_Host_IsANameOrAWildcard(string host, bool isGood) =>
        AssertGood(isGood, Plain with { Match = new() { Hosts = [host] } }, "/match/hosts/0");

    [Theory]
    [InlineData("/", PathKind.Prefix, true)]
    [InlineData("/a b/ü", PathKind.Exact, true)]
    [InlineData("/a%20b", PathKind.Exact, true)]
    [InlineData("/*", PathKind.Exact, true)]
    [InlineData("/users/{id}/*/**", PathKind.Pattern, true)]
    [InlineData("a", PathKind.Prefix, false)]
    [InlineData("", PathKind.Prefix, false)]
    [InlineData("/a?b", PathKind.Prefix, false)]
    [InlineData("/a#b", PathKind.Prefix, false)]
    [InlineData("/a\n", PathKind.Prefix, false)]
    [InlineData("/a%2", PathKind.Prefix, false)]
    [InlineData("/a/../b", PathKind.Prefix, false)]
    [InlineData("/a/%2E%2e", PathKind.Prefix, false)]
    [InlineData("/**/a", PathKind.Pattern, false)]
    [InlineData("/a*", PathKind.Pattern, false)]
    [InlineData("/{}", PathKind.Pattern, false)]
    [InlineData("/{a}b", PathKind.Pattern, false)]
    public void Check_Path_CanBeCompared(string path, PathKind kind, bool isGood) =>
        AssertGood(
            isGood,
            Plain with
            {
                Match = new() { Path = path, PathKind = kind },
            },
            "/match/path"
        );

    [Theory]
    [InlineData("X-Version", "1", true)]
    [InlineData("Connection", "close", false)]
    [InlineData("content-length", "1", false)]
    [InlineData("Transfer-Encoding", "chunked", false)]
    [InlineData("Host", "a", false)]
    [InlineData("X-Forwarded-For", "1.2.3.4", false)]
    [InlineData("Via", "x", false)]
    [InlineData("bad name", "x", false)]
    [InlineData(":path", "/", false)]
    public void Check_EditedHeader_FramesNothing(string name, string value, bool isGood)
    {
        HeaderField field = new() { Name = name, Value = value };
        AssertGood(
            isGood,
            Plain with
            {
                Action = new() { RequestHeaders = new() { Set = [field] } },
            },
            "/action/requestHeaders/set/0/name"
        );
        AssertGood(
            isGood,
            Plain with
            {
                Action = new() { ResponseHeaders = new() { Remove = [name] } },
            },
            "/action/responseHeaders/remove/0"
        );
    }

    [Theory]
    [InlineData("a\r\nSet-Cookie: b")]
    [InlineData(" a")]
    [InlineData("a\0")]
    [InlineData("ü")]
    public void Check_HeaderValue_ThatNeedsEscaping_IsRefused(string value) =>
        AssertGood(
            isGood: false,
            Plain with
            {
                Action = new()
                {
                    ResponseHeaders = new() { Add = [new() { Name = "X", Value = value }] },
                },
            },
            "/action/responseHeaders/add/0/value"
        );

    public static TheoryData<string, Route> Bad =>
        new()
        {
            { "/priority", Plain with { Priority = RouteBounds.HighestPriority + 1 } },
            { "/pool", Plain with { PoolId = null } },
            { "/pool", With(new() { Answer = new() }) },
            { "/action", WithoutPool(new() { Answer = new(), Host = "a" }) },
            { "/match/methods/0", Plain with { Match = new() { Methods = ["GET "] } } },
            {
                "/match/headers/0/name",
                Plain with
                {
                    Match = new() { Headers = [new() { Name = "a b" }] },
                }
            },
            {
                "/match/query/0/name",
                Plain with
                {
                    Match = new() { Query = [new() { Name = "" }] },
                }
            },
            {
                "/match/hosts",
                Plain with
                {
                    Match = new()
                    {
                        Hosts =
                        [
                            .. Enumerable
                                .Range(0, RouteBounds.MostHosts + 1)
                                .Select(static n => $"h{n}"),
                        ],
                    },
                }
            },
            { "/match/hosts/1", Plain with { Match = new() { Hosts = ["a.test", "A.test"] } } },
            {
                "/action/split/pools",
                WithoutPool(new() { Split = new() { Pools = [Share("a", 0)] } })
            },
            {
                "/action/split/pools/1/pool",
                WithoutPool(new() { Split = new() { Pools = [Share("a", 1), Share("a", 1)] } })
            },
            {
                "/action/split/pools/0/weight",
                WithoutPool(new() { Split = new() { Pools = [Share("a", -1), Share("b", 1)] } })
            },
            {
                "/action/split/sticky/name",
                WithoutPool(
                    new()
                    {
                        Split = new()
                        {
                            Pools = [Share("a", 1)],
                            Sticky = new() { On = HashSource.Cookie },
                        },
                    }
                )
            },
            {
                "/action/split/sticky/name",
                WithoutPool(
                    new()
                    {
                        Split = new()
                        {
                            Pools = [Share("a", 1)],
                            Sticky = new() { Name = "x" },
                        },
                    }
                )
            },
            {
                "/action/mirror/percent",
                With(
                    new()
                    {
                        Mirror = new() { PoolId = "a", Percent = 0 },
                    }
                )
            },
            {
                "/action/redirect/status",
                WithoutPool(
                    new()
                    {
                        Redirect = new() { Status = 304, Host = "a" },
                    }
                )
            },
            { "/action/redirect", WithoutPool(new() { Redirect = new() }) },
            {
                "/action/redirect/scheme",
                WithoutPool(new() { Redirect = new() { Scheme = "ftp" } })
            },
            { "/action/redirect/host", WithoutPool(new() { Redirect = new() { Host = "a/b" } }) },
            { "/action/redirect/port", WithoutPool(new() { Redirect = new() { Port = 0 } }) },
            {
                "/action/redirect/path/full",
                WithoutPool(new() { Redirect = new() { Path = new() { Full = "/a b" } } })
            },
            { "/action/answer/status", WithoutPool(new() { Answer = new() { Status = 101 } }) },
            {
                "/action/answer/body",
                WithoutPool(
                    new()
                    {
                        Answer = new() { Status = 204, Body = "x" },
                    }
                )
            },
            {
                "/action/answer/body",
                WithoutPool(
                    new() { Answer = new() { Body = new('ü', RouteBounds.LargestBody / 2 + 1) } }
                )
            },
            {
                "/action/answer/contentType",
                WithoutPool(new() { Answer = new() { ContentType = "" } })
            },
            {
                "/action/answer/headers/0/name",
                WithoutPool(
                    new()
                    {
                        Answer = new() { Headers = [new() { Name = "content-type", Value = "x" }] },
                    }
                )
            },
            { "/action/path", With(new() { Path = new() }) },
            {
                "/action/path",
                With(
                    new()
                    {
                        Path = new() { Prefix = "/", Full = "/" },
                    }
                )
            },
            { "/action/path/prefix", With(new() { Path = new() { Prefix = "/../x" } }) },
            {
                "/action/path/prefix",
                With(new() { Path = new() { Prefix = "/" } }) with
                {
                    Match = new() { PathKind = PathKind.Exact },
                }
            },
            { "/action/host", With(new() { Host = "a:99999" }) },
            {
                "/action/timeouts/total",
                With(new() { Timeouts = new() { Total = TimeSpan.Zero } })
            },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Check_Bad_NamesThePlace(string place, Route route) =>
        AssertGood(isGood: false, route, place);

    [Fact]
    public void Check_SeveralFaults_NamesThemAll()
    {
        var route = Plain with
        {
            Priority = int.MaxValue,
            Match = new() { Path = "x", Methods = [""] },
            Action = new() { Host = "" },
        };

        Assert.Equal(
            ["/priority", "/match/path", "/match/methods/0", "/action/host"],
            RouteRules.Check(route).Select(static problem => problem.Place)
        );
    }

    [Fact]
    public void Route_WrittenAsJsonAndRead_IsEqual()
    {
        var route = Plain with
        {
            Priority = 3,
            Match = new()
            {
                Hosts = ["a.test", "*.b.test"],
                Path = "/x",
                PathKind = PathKind.Exact,
                Methods = ["GET"],
                Headers =
                [
                    new()
                    {
                        Name = "A",
                        Kind = FieldMatchKind.Prefix,
                        Value = "b",
                    },
                ],
                Query = [new() { Name = "q", Kind = FieldMatchKind.Absent }],
            },
            Action = new()
            {
                Split = new() { Pools = [Share("a", 9), Share("b", 1)], Sticky = new() },
                Timeouts = new() { Total = TimeSpan.FromSeconds(3) },
                RequestHeaders = new() { Remove = ["X"] },
            },
        };

        var text = JsonSerializer.Serialize(route, SnapshotJson.Options);
        var read = JsonSerializer.Deserialize<Route>(text, SnapshotJson.Options);

        Assert.Equal(route, read);
        Assert.Equal(route.GetHashCode(), read!.GetHashCode());
        Assert.NotEqual(route, read with { Match = read.Match with { Hosts = ["a.test"] } });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"hosts\":[],\"unknown\":1}")]
    [InlineData("{\"hosts\":null}")]
    public void Match_ReadFromLittle_IsEverything(string json) =>
        Assert.Equal(
            RouteMatch.Everything,
            JsonSerializer.Deserialize<RouteMatch>(json, SnapshotJson.Options)
        );

    [Theory]
    [InlineData("{\"path\":null}")]
    [InlineData("{\"hosts\":[null]}")]
    [InlineData("{\"headers\":[null]}")]
    public void Match_WithNothingWhereSomethingMustBe_IsRefused(string json) =>
        Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize<RouteMatch>(json, SnapshotJson.Options)
        );

    [Fact]
    public void AllPoolIds_NamesEachOnce() =>
        Assert.Equal(
            ["p", "m", "a"],
            (
                Plain with
                {
                    PoolId = "p",
                    Action = new()
                    {
                        Mirror = new() { PoolId = "m" },
                        Split = new() { Pools = [Share("a", 1), Share("m", 1)] },
                    },
                }
            ).AllPoolIds()
        );

    private static PoolShare Share(string pool, int weight) =>
        new() { PoolId = pool, Weight = weight };

    private static Route With(RouteAction action) => Plain with { Action = action };

    private static Route WithoutPool(RouteAction action) =>
        Plain with
        {
            PoolId = null,
            Action = action,
        };

    private static void AssertGood(bool isGood, Route route, string place)
    {
        var problems = RouteRules.Check(route);
        if (isGood)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains(problems, problem => problem.Place == place);
        }
    }
}
