using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LbPlatform.Poller.Tests.Probing;
using LbPlatform.State.Nodes;
using LbPlatform.State.Store.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LbPlatform.Poller.Tests;

public sealed class PollerTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    [Fact]
    public async Task Backend_KilledAndBroughtBack_FlipsWithReasonsInStoreAndLog()
    {
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync();
        var port = FreePort.Next();
        var origin = Origin.Answering(Ok, port: port);
        await poller.PutAsync(Some.Backend("b1", url: $"http://localhost:{port}"));
        await poller.SeesAsync("select backend, status, outcome from health_now", "b1|healthy|ok");

        await origin.DisposeAsync();
        await poller.SeesAsync(
            "select backend, status, detail from health_now",
            "b1|unhealthy|connection refused"
        );
        origin = Origin.Answering(Ok, port: port);
        await poller.SeesAsync("select status from health_now", "healthy");
        await origin.DisposeAsync();

        Assert.Equal(
            "b1|default|unknown|healthy|ok;b1|default|healthy|unhealthy|refused;b1|default|unhealthy|healthy|ok",
            poller.Query(
                "select backend, pool, from_status, to_status, outcome from health_transitions order by at limit 3"
            )
        );
        Assert.StartsWith(
            "Backend b1 is UP: first probe ok",
            Assert.Single(poller.Log.Texts(3005))
        );
        Assert.StartsWith(
            "Backend b1 is failing (1/3): refused connection refused in ",
            poller.Log.Texts(3000)[0]
        );
        Assert.Equal(
            "Backend b1 is DOWN: refused connection refused (0 of 1 left in default)",
            poller.Log.Texts(3001)[0]
        );
        Assert.Matches(
            @"^Backend b1 is UP after [\dms]+ \(2 good checks\)$",
            poller.Log.Texts(3002)[0]
        );
        Assert.Equal(
            "Pool default has no healthy backend: answering 503",
            poller.Log.Texts(3003)[0]
        );
        Assert.Equal("Pool default has a healthy backend again", poller.Log.Texts(3004)[0]);
    }

    [Fact]
    public async Task NameServerGone_BlamesThePoller_AndSaysSoInHistoryAndReadiness()
    {
        string[] unknown = [];
        await using var origin = Origin.Answering(Ok);
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync(
            (host, _) =>
                Volatile.Read(ref unknown).Contains(host)
                    ? throw new SocketException((int)SocketError.TryAgain)
                    : Task.FromResult<IPAddress[]>([IPAddress.Loopback])
        );
        const string Verdicts = "select backend, status from health_now order by backend";
        await poller.PutAsync(Some.Backend("a", url: $"http://a.test:{origin.Port}"));
        await poller.PutAsync(Some.Backend("b", url: $"http://b.test:{origin.Port}"));
        await poller.SeesAsync(Verdicts, "a|healthy;b|healthy");

        Volatile.Write(ref unknown, ["a.test", "b.test"]);
        await poller.SeesAsync(
            "select backend, detail from health_history where outcome = 'error' group by backend having count(*) > 3",
            "a|the poller cannot probe: no name server answers for any of 2 names (the name server does not answer);b|the poller cannot probe: no name server answers for any of 2 names (the name server does not answer)"
        );
        using var client = new HttpClient();
        var ready = await client.GetAsync(new Uri($"{poller.AdminUrl}/readyz"));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains(
            "the verdicts stay, because the poller cannot probe: no name server answers",
            await ready.Content.ReadAsStringAsync()
        );
        Assert.Equal("a|healthy;b|healthy", poller.Query(Verdicts));

        // One of two alone is not the name server.
        Volatile.Write(ref unknown, ["a.test"]);
        await poller.SeesAsync(Verdicts, "a|unhealthy;b|healthy");
        Assert.DoesNotContain(
            "the verdicts stay",
            await client.GetStringAsync(new Uri($"{poller.AdminUrl}/readyz"))
        );
        Assert.Single(poller.Log.Texts(3030));
        Assert.Single(poller.Log.Texts(3031));
    }

    [Fact]
    public async Task Backend_AddedAndRemoved_IsProbedWithinASecondAndThenNoMore()
    {
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync();
        await using var origin = Origin.Answering(Ok);
        await poller.CommitAsync(draft =>
            draft.Put(
                draft.Snapshot.Settings with
                {
                    Probe = new() { Interval = TimeSpan.FromMinutes(30) },
                }
            )
        );

        await poller.PutAsync(Some.Backend("b1", url: origin.Url));
        await poller.SeesAsync("select count(*) from health_history", "1");
        Assert.InRange(
            int.Parse(
                poller.Query(
                    $"select checked_at - {poller.Configuration.Current.CommittedAt.ToUnixTimeMilliseconds()} from probes"
                )
            ),
            0,
            1000
        );

        await poller.RemoveAsync("b1");
        await poller.SeesAsync("select count(*) from health_now", "0");
        Assert.Equal(
            "healthy|unknown|cancelled|the backend was removed",
            poller.Query(
                "select from_status, to_status, outcome, detail from health_transitions order by at desc limit 1"
            )
        );
    }

    [Fact]
    public async Task Backend_DisabledWhileDown_HasNoVerdictUntilItIsProbedAgain()
    {
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync();
        using var follower = HealthReader.Follow(poller.Options);
        var backend = Some.Backend("b1", url: $"http://127.0.0.1:{FreePort.Next()}");
        await poller.PutAsync(backend);
        await poller.SeesAsync("select status from health_now", "unhealthy");

        await poller.PutAsync(backend with { AdministrativeState = AdministrativeState.Disabled });
        await poller.SeesAsync("select count(*) from health_now", "0");
        Assert.True(follower.TryReadChange(out var disabled));
        Assert.Equal(HealthStatus.Unknown, disabled.StatusOf(backend.Id));

        await poller.PutAsync(backend);
        await poller.SeesAsync("select status, outcome from health_now", "unhealthy|refused");
        Assert.Equal(
            "unknown>unhealthy;unhealthy>unknown;unknown>unhealthy",
            poller.Query(
                "select from_status || '>' || to_status from health_transitions order by at"
            )
        );
    }

    [Fact]
    public async Task Backend_WithAnotherUrl_BeginsWithoutVerdict()
    {
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync();
        await using var origin = Origin.Answering(Ok);
        var backend = Some.Backend("b1", url: $"http://127.0.0.1:{FreePort.Next()}");
        await poller.PutAsync(backend);
        await poller.SeesAsync("select status from health_now", "unhealthy");

        await poller.PutAsync(backend with { Url = BackendUrl.Parse(origin.Url) });
        await poller.SeesAsync("select status from health_now", "healthy");

        // One pass was enough: it is another server, not the sick one.
        Assert.Equal(
            $"unhealthy|unknown|the URL changed from {backend.Url} to {origin.Url};unknown|healthy|",
            poller.Query(
                "select from_status, to_status, detail from health_transitions order by at limit 2 offset 1"
            )
        );
    }

    [Fact]
    public async Task Restart_VerdictStays_AndNothingFlipsAnew()
    {
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync();
        await poller.PutAsync(Some.Backend("b1", url: $"http://127.0.0.1:{FreePort.Next()}"));
        await poller.SeesAsync("select status from health_now", "unhealthy");
        var probes = poller.Query("select count(*) from probes");

        await poller.StopAsync();
        Assert.Equal("0", poller.Query("select count(*) from probes where outcome = 'cancelled'"));
        Assert.Equal("unhealthy", poller.Query("select status from health_now"));
        await poller.StartAsync();

        await poller.SeesAsync($"select count(*) > {probes} + 3 from probes", "1");
        Assert.Equal("1", poller.Query("select count(*) from transitions"));
    }

    [Fact]
    public async Task Start_WithoutStore_WaitsAndSaysSoOnceAndThenWorks()
    {
        await using var poller = new PollerFixture();
        await poller.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(poller.AdminUrl) };
        Assert.Equal("ok\n", await client.GetStringAsync("livez"));
        using var notReady = await client.GetAsync("readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, notReady.StatusCode);
        Assert.Contains(
            "[-] probes: waiting for the store",
            await notReady.Content.ReadAsStringAsync()
        );

        await poller.MakeStoreAsync();
        await using var origin = Origin.Answering(Ok);
        await poller.PutAsync(Some.Backend("b1", url: origin.Url));

        await poller.SeesAsync("select backend, status from health_now", "b1|healthy");
        using var ready = await client.GetAsync("readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.EndsWith("\nready\n", await ready.Content.ReadAsStringAsync());
        Assert.Single(poller.Log.Texts(2020));
    }

    [Fact]
    public async Task Store_MadeAnewUnderThePoller_HearsTheVerdictAgain()
    {
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync();
        await poller.PutAsync(Some.Backend("b1", url: $"http://127.0.0.1:{FreePort.Next()}"));
        await poller.SeesAsync("select status from health_now", "unhealthy");

        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(poller.Options.HealthFile + suffix);
        }

        using var client = new HttpClient { BaseAddress = new Uri(poller.AdminUrl) };
        await Eventually.HoldsAsync(
            async () =>
                (await client.GetStringAsync("readyz")) is var ready
                && ready.Contains("[!] record: ")
                && ready.EndsWith("ready, degraded\n", StringComparison.Ordinal),
            "/readyz says that nothing is recorded"
        );
        SqliteConnection.ClearAllPools();
        HealthSchema.Migrate(poller.Options);

        await poller.SeesAsync(
            "select backend, from_status, to_status, outcome from health_transitions",
            "b1|unknown|unhealthy|refused"
        );
    }

    [Fact]
    public async Task Revision_Probed_IsReportedToControlPlane()
    {
        await using var poller = await new PollerFixture().MakeStoreAsync();
        var reports = new ConcurrentQueue<(string Id, NodeReport Report)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(poller.ControlPlaneUrl);
        builder.Logging.ClearProviders();
        await using var controlPlane = builder.Build();
        controlPlane.MapPut(
            "/nodes/{id}",
            async (string id, HttpRequest request) =>
                reports.Enqueue(
                    (
                        id,
                        (
                            await JsonSerializer.DeserializeAsync<NodeReport>(
                                request.Body,
                                SnapshotJson.Options,
                                request.HttpContext.RequestAborted
                            )
                        )!
                    )
                )
        );
        await controlPlane.StartAsync(CancellationToken.None);
        await poller.StartAsync();

        var revision = poller.Configuration.Current.Revision.Value;
        await Eventually.HoldsAsync(
            () => reports.Any(r => r.Report.AppliedRevision == revision),
            "the revision is reported"
        );
        await poller.StopAsync();

        var (id, last) = reports.Last();
        Assert.Equal((id, NodeKind.Poller, true), (last.Id, last.Kind, last.IsStopping));
        Assert.StartsWith("poller-", id);
        Assert.Equal([poller.AdminUrl], last.Urls);
        await controlPlane.StopAsync(CancellationToken.None);
    }
}
