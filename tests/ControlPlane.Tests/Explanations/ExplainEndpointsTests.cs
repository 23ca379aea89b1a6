using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using LbPlatform.ControlPlane.Explanations;
using LbPlatform.State.Explanations;
using LbPlatform.State.Nodes;
using LbPlatform.State.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.ControlPlane.Tests.Explanations;

public sealed class ExplainEndpointsTests : ApiTests
{
    private static readonly Explanation Said = new()
    {
        Node = "dp",
        Revision = 7,
        Route = "shop",
        Client = "10.0.0.1",
        Pools =
        [
            new()
            {
                Name = "p",
                Probability = 1,
                Policy = State.Model.BalancingPolicy.RoundRobin,
                Choice = new(ChoiceKind.Turn, "b1"),
                Retry = new(3, IsRepeatable: true, OnReset: true, "502-504", null),
                Backends =
                [
                    new()
                    {
                        Name = "b1",
                        Url = "http://b1.test",
                        Probability = 1,
                        Status = CandidateStatus.Eligible,
                    },
                ],
            },
        ],
    };

    [Fact]
    public async Task Explain_LiveDataPlane_IsAskedAndRepeated()
    {
        ExplainRequest? asked = null;
        await using var admin = await KestrelOrigin.StartAsync(async context =>
        {
            Assert.Equal("/explain", context.Request.Path.Value);
            asked = await context.Request.ReadFromJsonAsync<ExplainRequest>(SnapshotJson.Options);
            await context.Response.WriteAsJsonAsync(Said, SnapshotJson.Options);
        });
        await ReportAsync("dp", admin.Url);

        var reply = await ExplainAsync(
            """{"method":"PUT","host":"shop.test","path":"/a?b","headers":{"X-A":"1"},"client":"10.0.0.1","scheme":"http"}"""
        );

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            ("PUT", "shop.test", "/a?b", "10.0.0.1", "http"),
            (asked!.Method, asked.Host, asked.Path, asked.Client, asked.Scheme)
        );
        Assert.Equal("1", asked.Headers["X-A"]);
        Assert.Equal("shop", reply.Field("route"));
        var pool = reply.Json.GetProperty("pools")[0];
        Assert.Equal("turn", pool.GetProperty("choice").GetProperty("kind").GetString());
        Assert.Equal("eligible", pool.GetProperty("backends")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Explain_Node_PicksIt()
    {
        await using var one = await SaysAsync(Said with { Node = "one" });
        await using var two = await SaysAsync(Said with { Node = "two" });
        await ReportAsync("one", one.Url, applied: 1);
        await ReportAsync("two", two.Url, applied: 2);

        Assert.Equal("two", (await ExplainAsync("{}")).Field("node"));
        Assert.Equal("one", (await ExplainAsync("{}", "?node=one")).Field("node"));
        var unknown = await ExplainAsync("{}", "?node=tow");
        Assert.Equal((404, "not_found"), (unknown.Status, unknown.Code));
        Assert.Contains("Did you mean 'two'?", unknown.Field("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_NobodyLives_Is503()
    {
        var reply = await ExplainAsync("{}");

        Assert.Equal((503, "no_data_plane"), (reply.Status, reply.Code));
        Assert.Contains("Retry-After", reply.Headers.Keys);
    }

    [Fact]
    public async Task Explain_WrongValues_AreAllNamed()
    {
        var reply = await ExplainAsync(
            """{"method":"G E T","path":"a","client":"nobody","hots":"x","headers":{"X":1}}"""
        );

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            [
                "/client bad_value",
                "/headers/X wrong_type",
                "/hots unknown_field",
                "/method bad_value",
                "/path bad_value",
            ],
            reply.Errors.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Explain_DataPlaneRefuses_IsToldWhere()
    {
        await using var admin = await KestrelOrigin.StartAsync(async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(
                new ExplainRefusal([new("/listener", "No listener fits.")]),
                SnapshotJson.Options
            );
        });
        await ReportAsync("dp", admin.Url);

        var reply = await ExplainAsync("""{"listener":"http://*:1"}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(["/listener bad_value"], reply.Errors);
    }

    public static TheoryData<string, string> Strangers =>
        new()
        {
            {
                "another process",
                JsonSerializer.Serialize(Said with { Node = "x" }, SnapshotJson.Options)
            },
            { "no explanation", "<html>secret</html>" },
            { "more than 1048576 bytes", new string(' ', DataPlaneClient.LongestAnswer + 1) },
        };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Explain_SomebodyElseAnswers_IsNotRepeated(string reason, string body)
    {
        await using var admin = await KestrelOrigin.StartAsync(context =>
            context.Response.WriteAsync(body)
        );
        await ReportAsync("dp", admin.Url);

        var reply = await ExplainAsync("{}");

        Assert.Equal((504, "silent_data_plane"), (reply.Status, reply.Code));
        Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
        Assert.Contains(reason, reply.Field("detail"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Explain_Silence_EndsInTime()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        await ReportAsync("dp", $"http://127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}");

        var reply = await ExplainAsync("{}");

        Assert.Equal((504, "silent_data_plane"), (reply.Status, reply.Code));
        Assert.Contains("within 3s", reply.Field("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254:80")]
    [InlineData("http://[fe80::1]:80")]
    public async Task Explain_ReportedAtARefusedAddress_IsNotCalled(string url)
    {
        await ReportAsync("dp", url);

        var reply = await ExplainAsync("{}");

        Assert.Equal(504, reply.Status);
        Assert.Contains("nobody is asked there", reply.Field("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9081/metrics")]
    [InlineData("http://user@127.0.0.1:9081")]
    [InlineData("https://127.0.0.1:9081")]
    [InlineData("http://127.0.0.1:9081?a")]
    [InlineData("nonsense")]
    public async Task Report_AdminUrlThatIsMoreThanAHost_IsRefused(string url)
    {
        using var answer = await PutAsync("dp", url, 1);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task List_Nodes_ShowsTheAdminUrl()
    {
        await ReportAsync("dp", "http://127.0.0.1:9081");

        var nodes = (await Api.GetAsync("/nodes")).Json.GetProperty("items");

        Assert.Equal("http://127.0.0.1:9081", nodes[0].GetProperty("adminUrl").GetString());
    }

    private static Task<KestrelOrigin> SaysAsync(Explanation said) =>
        KestrelOrigin.StartAsync(context =>
            context.Response.WriteAsJsonAsync(said, SnapshotJson.Options)
        );

    private Task<ApiUnderTest.Reply> ExplainAsync(string body, string query = "") =>
        Api.SendAsync("POST", $"/explain{query}", body);

    private async Task ReportAsync(string id, string adminUrl, long applied = 1)
    {
        using var answer = await PutAsync(id, adminUrl, applied);
        Assert.Equal(204, (int)answer.StatusCode);
    }

    private Task<HttpResponseMessage> PutAsync(string id, string adminUrl, long applied) =>
        Api.Client.PutAsJsonAsync(
            $"/nodes/{id}",
            new NodeReport
            {
                Id = id,
                Kind = NodeKind.DataPlane,
                Version = "1",
                StartedAt = Some.Instant,
                Urls = ["http://*:8080"],
                AdminUrl = adminUrl,
                StoreId = Api.Store.Current.StoreId,
                AppliedRevision = applied,
            },
            SnapshotJson.Options
        );
}
