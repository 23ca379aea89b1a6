using System.Net;
using LbPlatform.DataPlane.Admin;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests;

/// <summary>A data plane in zone a with two backends there and two in zone b, on the wire.</summary>
public sealed class ZoneTests : IAsyncLifetime
{
    private readonly Origin[] _origins =
    [
        new(name: "a1"),
        new(name: "b1"),
        new(name: "a2"),
        new(name: "b2"),
    ];

    private RunningDataPlane _plane = null!;

    public async Task InitializeAsync()
    {
        _plane = await RunningDataPlane.StartAsync(["--DataPlane:Zone", "a"], _origins);
        await EditBackendsAsync(static backend => backend with { Zone = backend.Name[..1] });
    }

    public async Task DisposeAsync()
    {
        await _plane.DisposeAsync();
        foreach (var origin in _origins)
        {
            await origin.DisposeAsync();
        }
    }

    [Fact]
    public async Task Requests_ZoneIsWhole_StayInIt() =>
        Assert.Equal(["a1", "a2", "a1", "a2"], await _plane.GetAsync(4));

    [Fact]
    public void Report_NamesTheZone() =>
        Assert.Equal("a", _plane.Service<NodeIdentity>().Report().Zone);

    [Fact]
    public async Task Zone_LostUnderLoad_CostsNoRequestAndIsUsedAgain()
    {
        using var enough = new CancellationTokenSource();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var failed = 0;
        var clients = Enumerable
            .Range(0, 8)
            .Select(_ => Task.Run(AskAsync, CancellationToken.None))
            .ToArray();

        await Eventually.HoldsAsync(() => Seen("a1") > 50 && Seen("a2") > 50, "traffic flows");
        var strayed = Seen("b1") + Seen("b2");
        _origins[0].Kill();
        await Eventually.HoldsAsync(() => Seen("b1") > 20, "some leaves the zone");
        _origins[2].Kill();
        var before = Seen("b1");
        await Eventually.HoldsAsync(() => Seen("b1") > before + 100, "all leaves the zone");
        _origins[0].Start();
        _origins[2].Start();
        await _plane.JudgeAsync("a1", HealthStatus.Healthy);
        await _plane.JudgeAsync("a2", HealthStatus.Healthy);
        var until = Seen("a1");
        await Eventually.HoldsAsync(() => Seen("a1") > until + 50, "the zone serves again");
        await enough.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Equal((0, 0), (failed, strayed));
        Assert.All(await _plane.GetAsync(10), static name => Assert.StartsWith("a", name));
        Assert.StartsWith(
            "Pool default keeps 71 % of its requests in zone a",
            _plane.Log.Of(4027)[0]
        );
        Assert.Equal(
            "Pool default keeps all its requests in zone a again",
            _plane.Log.Of(4028)[^1]
        );

        int Seen(string name) => seen.GetValueOrDefault(name);

        async Task AskAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                using var answer = await _plane.Client.GetAsync(_plane.Url, CancellationToken.None);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref failed);
                    continue;
                }

                var name = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                seen.AddOrUpdate(name, 1, static (_, count) => count + 1);
            }
        }
    }

    [Fact]
    public async Task Zone_TooLittleIsLeft_SpillsAsThePoolSays()
    {
        await _plane.JudgeAsync("a1", HealthStatus.Unhealthy);
        var unasked = await CountAsync(100);
        await BalanceAsync(new() { ZoneSpillBelowPercent = 100 });
        var strict = await CountAsync(100);
        await BalanceAsync(new() { ZoneSpillBelowPercent = 0 });
        var loyal = await CountAsync(100);
        await BalanceAsync(new() { ZonePreference = ZonePreference.Off });
        var off = await CountAsync(99);

        Assert.Equal((71, 29), unasked);
        Assert.Equal((50, 50), strict);
        Assert.Equal((100, 0), loyal);
        Assert.Equal((33, 66), off);
    }

    [Fact]
    public async Task Zone_OneNamesNone_PlaysNoPart()
    {
        await EditBackendsAsync(static backend =>
            backend.Name == "b2" ? backend with { Zone = null } : backend
        );

        Assert.Equal((20, 20), await CountAsync(40));
    }

    [Fact]
    public async Task Zone_Drains_SpillsBeforeItIsGone()
    {
        await EditBackendsAsync(backend =>
            backend.Name == "a2"
                ? backend with
                {
                    AdministrativeState = AdministrativeState.Draining,
                }
                : backend
        );

        Assert.Equal((71, 29), await CountAsync(100));
    }

    [Fact]
    public async Task Backend_Full_SpillsBeforeAnybodyWaits()
    {
        await using var gated = new GatedOrigins();
        await using var plane = await gated.StartAsync(
            new() { RequestsPerBackend = 1 },
            "--DataPlane:Zone",
            "a"
        );
        await plane.EditAsync(static draft =>
        {
            foreach (var backend in draft.Snapshot.Backends.InOrder)
            {
                draft.Put(backend with { Zone = backend.Name });
            }
        });

        var first = SendAsync(plane, 0);
        await Eventually.HoldsAsync(() => InFlight("a") == 1, "the first is in the zone");
        var second = SendAsync(plane, 1);
        await Eventually.HoldsAsync(() => InFlight("b") == 1, "the second is elsewhere");

        Assert.Equal(0, plane.DefaultPool.Queue.Count);
        gated.ReleaseAll();
        Assert.All(await Task.WhenAll(first, second), static r => Assert.Equal(200, r.Status));

        int InFlight(string name) =>
            plane.DefaultPool.Eligible.All.Single(b => b.Name == name).InFlight;
    }

    [Fact]
    public async Task Request_FailedInAllOfTheZone_IsTriedElsewhere()
    {
        await using var failing = new Origin(
            static exchange => exchange.AnswerAsync("no", "503 Service Unavailable"),
            "c1"
        );
        await _plane.EditAsync(draft =>
        {
            foreach (var name in new[] { "a1", "a2" })
            {
                draft.Remove(draft.Snapshot.Backends.Find(name)!);
            }

            RunningDataPlane.Add(draft, "c1", failing.Url);
        });
        await EditBackendsAsync(static backend =>
            backend.Name == "c1" ? backend with { Zone = "a" } : backend
        );

        using var client = _plane.Connect();
        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal((200, 'b'), (answer.Status, answer.Body[0]));
        Assert.Single(failing.Heads);
    }

    [Fact]
    public async Task Client_TiedToAnotherZone_StaysThere()
    {
        await BalanceAsync(
            new() { ZonePreference = ZonePreference.Off },
            new() { Kind = AffinityKind.Cookie }
        );
        string? cookie = null;
        using var client = _plane.Connect();
        while (cookie is null)
        {
            var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            cookie = answer.Body == "b1" ? answer["Set-Cookie"]!.Split(';')[0] : null;
        }

        await BalanceAsync(new(), new() { Kind = AffinityKind.Cookie });

        var tied = await client.SendAsync($"GET / HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n");
        var other = await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal("b1", tied.Body);
        Assert.StartsWith("a", other.Body);
    }

    private Task BalanceAsync(BalancingSettings balancing, AffinitySettings? affinity = null) =>
        _plane.EditAsync(draft =>
            draft.Put(
                draft.Snapshot.Pools.Find(Pool.DefaultName)! with
                {
                    Balancing = balancing,
                    Affinity = affinity ?? AffinitySettings.Default,
                }
            )
        );

    private Task EditBackendsAsync(Func<Backend, Backend> edit) =>
        _plane.EditAsync(draft =>
        {
            foreach (var backend in draft.Snapshot.Backends.InOrder.ToArray())
            {
                draft.Put(edit(backend));
            }
        });

    private static async Task<RawResponse> SendAsync(RunningDataPlane plane, int number)
    {
        using var client = plane.Connect();
        return await client.SendAsync($"GET /{number} HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private async Task<(int Near, int Far)> CountAsync(int requests)
    {
        var names = await _plane.GetAsync(requests);
        var near = names.Count(static name => name[0] == 'a');
        return (near, requests - near);
    }
}
