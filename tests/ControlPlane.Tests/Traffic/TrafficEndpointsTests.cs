using System.Text.Json;
using LbPlatform.ControlPlane.Traffic;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Tests.Traffic;

/// <summary>What data planes counted, as the API tells it, over restarts.</summary>
public sealed class TrafficEndpointsTests : ApiTests
{
    [Fact]
    public async Task Traffic_NobodyReported_IsZero()
    {
        await Api.AddAsync("one");

        var traffic = await Api.GetAsync("/backends/one/traffic");

        Assert.Equal("0", traffic.Json.GetProperty("total").GetProperty("requests").ToString());
        Assert.Empty(traffic.Json.GetProperty("nodes").EnumerateArray());
        Assert.Equal(404, (await Api.GetAsync("/backends/two/traffic")).Status);
        Assert.Empty(
            (await Api.GetAsync("/backends/one/traffic/history"))
                .Json.GetProperty("items")
                .EnumerateArray()
        );
    }

    [Fact]
    public async Task Traffic_TwoDataPlanes_AreShownAndSummed()
    {
        var id = (await Api.AddAsync("one")).Field("id")!;
        await TellAsync("dp-1", id, 10);
        await TellAsync("dp-2", id, 5);

        var traffic = (await Api.GetAsync("/backends/one/traffic")).Json;

        var total = traffic.GetProperty("total");
        Assert.Equal(17, total.GetProperty("requests").GetInt64());
        Assert.Equal(15, total.GetProperty("answers").GetProperty("2xx").GetInt64());
        Assert.Equal(2, total.GetProperty("errors").GetProperty("refused").GetInt64());
        Assert.Equal(2, total.GetProperty("retries").GetInt64());
        Assert.Equal(2, total.GetProperty("ejections").GetProperty("unreachable").GetInt64());
        Assert.InRange(total.GetProperty("latency").GetProperty("p95Ms").GetDouble(), 1, 1.5);
        Assert.Equal(6, traffic.GetProperty("inFlight").GetInt64());
        Assert.Equal(
            ["dp-1 True 11", "dp-2 True 6"],
            traffic
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(static node =>
                    $"{node.GetProperty("id")} {node.GetProperty("isLive")} {node.GetProperty("figures").GetProperty("requests")}"
                )
        );
    }

    [Fact]
    public async Task Ejection_IsShownBesideTheVerdictAndTheWish()
    {
        var id = (await Api.AddAsync("one")).Field("id")!;
        await TellAsync("dp-1", id, 10);

        var health = (await Api.GetAsync("/backends/one/health")).Json;
        var node = (await Api.GetAsync("/backends/one/traffic")).Json.GetProperty("nodes")[0];

        Assert.Equal("unknown", health.GetProperty("status").GetString());
        Assert.Equal("enabled", health.GetProperty("administrativeState").GetString());
        var ejection = health.GetProperty("ejections")[0];
        Assert.Equal("dp-1", ejection.GetProperty("node").GetString());
        Assert.Equal("refused", ejection.GetProperty("reason").GetString());
        Assert.Equal(
            TimeSpan.FromSeconds(2),
            ejection.GetProperty("until").GetDateTimeOffset()
                - ejection.GetProperty("since").GetDateTimeOffset()
        );
        Assert.True(node.GetProperty("isEjected").GetBoolean());
        Assert.Equal(1, node.GetProperty("ejection").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task History_OverARestart_HasEachRequestOnce()
    {
        var id = (await Api.AddAsync("one")).Field("id")!;
        await TellAsync("dp-1", id, 10);
        await RestartAsync();
        await TellAsync("dp-1", id, 10);
        await TellAsync("dp-1", id, 30);
        Api.Service<TrafficRecorder>().Flush();

        var hours = await Api.GetAsync("/backends/one/traffic/history?resolution=hour");

        // The hour may have turned meanwhile.
        Assert.Equal(
            31,
            hours
                .Json.GetProperty("items")
                .EnumerateArray()
                .Sum(static hour => hour.GetProperty("figures").GetProperty("requests").GetInt64())
        );
        Assert.Equal(
            400,
            (await Api.GetAsync("/backends/one/traffic/history?resolution=day")).Status
        );
    }

    [Fact]
    public async Task History_FileRemoved_IsMadeAnewAndGoesOn()
    {
        var id = (await Api.AddAsync("one")).Field("id")!;
        await TellAsync("dp-1", id, 10);
        var recorder = Api.Service<TrafficRecorder>();
        recorder.Flush();
        File.Delete(Api.StoreOptions.TrafficFile);
        await TellAsync("dp-1", id, 25);
        recorder.Flush();

        var history = await Api.GetAsync("/backends/one/traffic/history");

        Assert.Equal(
            15,
            history
                .Json.GetProperty("items")[0]
                .GetProperty("figures")
                .GetProperty("requests")
                .GetInt64()
        );
    }

    [Fact]
    public async Task Report_Impossible_IsRefused()
    {
        var id = (await Api.AddAsync("one")).Field("id")!;
        var body = Body(id, 1);
        Assert.Equal(404, (await PutAsync("dp-1", body)).Status);
        await Api.ReportAsync("dp-1", 1);

        Assert.Equal(400, (await PutAsync("dp-1", "{}")).Status);
        Assert.Equal(
            400,
            (
                await PutAsync("dp-1", body.Replace("[0,1]", "[0,-1]", StringComparison.Ordinal))
            ).Status
        );
        Assert.Equal(
            400,
            (
                await PutAsync(
                    "dp-1",
                    body.Replace("[0,1]", "[0,1,2,3,4,5]", StringComparison.Ordinal)
                )
            ).Status
        );
        Assert.Equal(
            400,
            (await PutAsync("dp-1", body.Replace("[0,1]", "null", StringComparison.Ordinal))).Status
        );
        Assert.Equal(204, (await PutAsync("dp-1", body)).Status);
    }

    private async Task TellAsync(string node, string backendId, long answers)
    {
        await Api.ReportAsync(node, 1);
        var reply = await PutAsync(node, Body(backendId, answers));
        Assert.True(reply.Status == 204, reply.Text);
    }

    private Task<ApiUnderTest.Reply> PutAsync(string node, string body) =>
        Api.SendAsync("PUT", $"/nodes/{node}/traffic", body);

    /// <summary>So many good answers of a millisecond or more, and one refusal.</summary>
    private static string Body(string backendId, long answers)
    {
        var now = TimeProvider.System.GetUtcNow();
        return JsonSerializer.Serialize(
            new NodeTraffic
            {
                Epoch = "e",
                At = now,
                Backends =
                [
                    new()
                    {
                        BackendId = backendId,
                        Since = Since,
                        Counts = new()
                        {
                            Answers = [0, answers],
                            Errors = [1],
                            Latencies = [0, 0, 0, answers],
                            LatencyMicroseconds = answers * 1200,
                            Retries = 1,
                            EjectedUnreachable = 1,
                        },
                        InFlight = 3,
                        Ejection = new("refused", Since, Since.AddSeconds(2), 1),
                    },
                ],
            },
            SnapshotJson.Options
        );
    }

    private static readonly DateTimeOffset Since = TimeProvider.System.GetUtcNow();
}
