using LbPlatform.DataPlane.Affinity;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Store.Configuration;

namespace LbPlatform.DataPlane.Tests.Affinity;

/// <summary>Clients stay with their backend while it may serve, and no longer.</summary>
public sealed class AffinityTests : IAsyncLifetime
{
    private static readonly AffinitySettings Cookies = new() { Kind = AffinityKind.Cookie };

    private static readonly AffinitySettings Header = new()
    {
        Kind = AffinityKind.Header,
        Name = "X-Session",
    };

    private readonly Origin _a = new(name: "a");
    private readonly Origin _b = new(name: "b");
    private RunningDataPlane _plane = null!;

    public async Task InitializeAsync() => _plane = await RunningDataPlane.StartAsync(_a, _b);

    public async Task DisposeAsync()
    {
        await _plane.DisposeAsync();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task Cookie_IsSetOnceAndFollowed()
    {
        await TieAsync(Cookies);

        var first = await AskAsync();
        var cookie = CookieOf(first)!;
        var others = new List<RawResponse>();
        for (var n = 0; n < 5; n++)
        {
            others.Add(await AskAsync($"Cookie: {cookie}\r\n"));
        }

        Assert.All(others, answer => Assert.Equal(first.Body, answer.Body));
        Assert.All(others, answer => Assert.Null(answer["Set-Cookie"]));
        Assert.All(others, answer => Assert.Null(answer[Session.Field]));
        // Who has none is dealt out as before.
        Assert.Equal(2, new[] { first, await AskAsync() }.Select(r => r.Body).Distinct().Count());
    }

    [Fact]
    public async Task Cookie_SaysNothingThatAScriptOrACacheCouldUse()
    {
        await TieAsync(Cookies);

        var answer = await AskAsync();

        var field = answer["Set-Cookie"]!;
        Assert.Matches(
            "^lb-affinity=1\\.[0-9a-f]+\\.[0-9A-Za-z]+\\.[0-9A-Za-z_-]{43}; Path=/; HttpOnly; SameSite=Lax$",
            field
        );
        Assert.Equal("private", answer["Cache-Control"]);
        Assert.DoesNotContain("origin", field, StringComparison.Ordinal);
        Assert.Contains(_plane.Applied.Backends.Find(answer.Body)!.Id, field);
    }

    [Fact]
    public async Task Cookie_WithALife_SaysSo()
    {
        await TieAsync(
            Cookies with
            {
                Name = "stick",
                MaxAge = TimeSpan.FromHours(12),
                SameSite = CookieSameSite.None,
            }
        );

        var field = (await AskAsync())["Set-Cookie"]!;

        Assert.StartsWith("stick=", field, StringComparison.Ordinal);
        Assert.EndsWith(
            "; Path=/; HttpOnly; SameSite=None; Max-Age=43200; Secure",
            field,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Cookie: lb-affinity=1.0.b.AAAA\r\n")]
    [InlineData("Cookie: lb-affinity=\r\n")]
    [InlineData("Cookie: lb-affinity=\"x\"; lb-affinity=y; lb-affinity=z\r\n")]
    public async Task Cookie_ForgedOrMalformed_IsIgnored(string field)
    {
        await TieAsync(Cookies);

        var answer = await AskAsync(field);

        Assert.Equal(200, answer.Status);
        Assert.NotNull(CookieOf(answer));
        Assert.Null(answer[Session.Field]);
    }

    [Fact]
    public async Task Cookie_ItsBackendIsGone_AnotherOneIsPickedAndSaid()
    {
        await TieAsync(Cookies);
        var first = await AskAsync();
        await _plane.EditAsync(draft => draft.Remove(draft.Snapshot.Backends.Find(first.Body)!));

        var second = await AskAsync($"Cookie: {CookieOf(first)}\r\n");
        var third = await AskAsync($"Cookie: {CookieOf(second)}\r\n");

        Assert.Equal(Session.Repicked, second[Session.Field]);
        Assert.NotEqual(first.Body, second.Body);
        Assert.Equal((second.Body, null), (third.Body, third[Session.Field]));
    }

    [Fact]
    public async Task Cookie_ItsBackendIsUnhealthy_AnotherOneIsPicked()
    {
        await TieAsync(Cookies);
        var first = await AskAsync();
        await _plane.JudgeAsync(first.Body, HealthStatus.Unhealthy);

        var second = await AskAsync($"Cookie: {CookieOf(first)}\r\n");

        Assert.Equal(Session.Repicked, second[Session.Field]);
        Assert.NotEqual(first.Body, second.Body);
    }

    /// <summary>Affinity is a wish: a client loses its session, not its request.</summary>
    [Fact]
    public async Task Cookie_ItsBackendRefuses_TheRequestIsAnsweredElsewhere()
    {
        await TieAsync(Cookies);
        var first = await AskAsync();
        (first.Body == "a" ? _a : _b).Kill();

        var second = await AskAsync($"Cookie: {CookieOf(first)}\r\n");

        Assert.Equal((200, Session.Repicked), (second.Status, second[Session.Field]));
        Assert.NotNull(CookieOf(second));
    }

    [Fact]
    public async Task Cookie_IsNotShownToTheBackend_OthersAre()
    {
        await TieAsync(Cookies);
        var first = await AskAsync();

        await AskAsync($"Cookie: a=1; {CookieOf(first)}; b=2\r\n");
        await AskAsync($"Cookie: {CookieOf(first)}\r\n");

        var heads = _a.Heads.Concat(_b.Heads).ToArray();
        Assert.DoesNotContain(heads, static head => head.Contains("lb-affinity"));
        Assert.Single(heads, static head => head.Contains("Cookie: a=1; b=2\r\n"));
        Assert.Single(heads, static head => head.Contains("Cookie:"));
    }

    [Fact]
    public async Task Cookie_AfterARestart_IsFollowed()
    {
        await TieAsync(Cookies);
        var first = await AskAsync();

        await _plane.StopProcessAsync();
        await _plane.StartProcessAsync();
        for (var n = 0; n < 3; n++)
        {
            var again = await AskAsync($"Cookie: {CookieOf(first)}\r\n");
            Assert.Equal((first.Body, null), (again.Body, again["Set-Cookie"]));
        }
    }

    [Fact]
    public async Task Cookie_OfAnotherDataPlane_IsFollowed()
    {
        await TieAsync(Cookies);
        await using var other = await RunningDataPlane.StartBesideAsync(_plane);

        for (var n = 0; n < 4; n++)
        {
            var first = await AskAsync();
            var there = await AskAsync($"Cookie: {CookieOf(first)}\r\n", other);
            Assert.Equal((first.Body, null), (there.Body, there["Set-Cookie"]));
            Assert.Null(there[Session.Field]);
        }
    }

    /// <summary>Each commit is read whole; who is tied to whom is not made anew by one of something else.</summary>
    [Fact]
    public async Task Cookie_SomethingElseIsChanged_ThePoolStaysAsItIs()
    {
        await TieAsync(Cookies);
        var before = _plane.DefaultPool.Affinity;

        await _plane.EditAsync(static draft =>
            draft.AddRoute(
                "other",
                draft.Snapshot.Pools.Find(Pool.DefaultName)!.Id,
                new() { Path = "/other" }
            )
        );

        Assert.NotNull(before);
        Assert.Same(before, _plane.DefaultPool.Affinity);
    }

    [Fact]
    public async Task Cookie_KeyIsRotated_TheSessionGoesOn()
    {
        await TieAsync(Cookies);
        var first = await AskAsync();

        await _plane.EditAsync(draft => draft.RotateAffinityKeys(TimeSpan.FromHours(1)));
        var again = await AskAsync($"Cookie: {CookieOf(first)}\r\n");
        Assert.Equal((first.Body, null), (again.Body, again[Session.Field]));

        await _plane.EditAsync(draft => draft.RotateAffinityKeys(TimeSpan.Zero));
        var late = await AskAsync($"Cookie: {CookieOf(first)}\r\n");
        Assert.NotNull(CookieOf(late));
    }

    [Fact]
    public async Task Cookie_ItsBackendWeighsNothing_KeepsItsClientsAndGetsNoOther()
    {
        await TieAsync(Cookies);
        var first = await AskAsync();
        await _plane.EditAsync(draft =>
            draft.Put(draft.Snapshot.Backends.Find(first.Body)! with { Weight = 0 })
        );

        Assert.Equal(first.Body, (await AskAsync($"Cookie: {CookieOf(first)}\r\n")).Body);
        Assert.NotEqual(first.Body, (await AskAsync()).Body);
        Assert.NotEqual(first.Body, (await AskAsync()).Body);
    }

    [Fact]
    public async Task Cookie_ItsBackendDrains_IsFollowedUntilTheDeadline()
    {
        await TieAsync(Cookies);
        var first = await AskAsync();
        await DrainAsync(first.Body, TimeSpan.FromHours(1));

        Assert.Equal(first.Body, (await AskAsync($"Cookie: {CookieOf(first)}\r\n")).Body);
        Assert.NotEqual(first.Body, (await AskAsync()).Body);
        Assert.NotEqual(first.Body, (await AskAsync()).Body);

        await DrainAsync(first.Body, TimeSpan.Zero);
        var late = await AskAsync($"Cookie: {CookieOf(first)}\r\n");
        Assert.Equal(Session.Repicked, late[Session.Field]);
        Assert.NotEqual(first.Body, late.Body);
    }

    [Fact]
    public async Task Header_FollowsItsBackend_AlsoOnAnotherDataPlane()
    {
        await TieAsync(Header);
        var here = await AskAllAsync(_plane);
        await using var other = await RunningDataPlane.StartBesideAsync(_plane);
        Assert.Equal(here, await AskAllAsync(other));

        await _plane.StopProcessAsync();
        await _plane.StartProcessAsync();

        Assert.Equal(here, await AskAllAsync(_plane));
        Assert.Equal(2, here.Distinct().Count());
    }

    [Fact]
    public async Task Header_ItsBackendIsUnhealthy_IsSaidUntilItReturns()
    {
        await TieAsync(Header);
        var first = await AskAsync("X-Session: s\r\n");
        Assert.Null(first[Session.Field]);

        await _plane.JudgeAsync(first.Body, HealthStatus.Unhealthy);
        var away = await AskAsync("X-Session: s\r\n");
        Assert.Equal(Session.Repicked, away[Session.Field]);
        Assert.NotEqual(first.Body, away.Body);

        await _plane.JudgeAsync(first.Body, HealthStatus.Healthy);
        var back = await AskAsync("X-Session: s\r\n");
        Assert.Equal((first.Body, null), (back.Body, back[Session.Field]));
    }

    [Fact]
    public async Task Header_Absent_IsDealtOut()
    {
        await TieAsync(Header);

        Assert.Equal(
            2,
            new[] { await AskAsync(), await AskAsync() }.Select(r => r.Body).Distinct().Count()
        );
    }

    [Fact]
    public async Task Header_ItsBackendDrains_IsFollowedUntilTheDeadline()
    {
        await TieAsync(Header);
        var first = await AskAsync("X-Session: s\r\n");

        await DrainAsync(first.Body, TimeSpan.FromHours(1));
        Assert.Equal(first.Body, (await AskAsync("X-Session: s\r\n")).Body);
        await DrainAsync(first.Body, TimeSpan.Zero);
        Assert.NotEqual(first.Body, (await AskAsync("X-Session: s\r\n")).Body);
    }

    [Fact]
    public async Task Source_OneClient_StaysWithOneBackend()
    {
        await TieAsync(new() { Kind = AffinityKind.Source });
        await using var other = await RunningDataPlane.StartBesideAsync(_plane);

        var answers = new List<string>();
        for (var n = 0; n < 6; n++)
        {
            answers.Add((await AskAsync()).Body);
            answers.Add((await AskAsync("", other)).Body);
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task None_NothingIsMadeForARequest()
    {
        Assert.Null(_plane.DefaultPool.Affinity);

        var answer = await AskAsync("Cookie: lb-affinity=x\r\n");

        Assert.Null(answer["Set-Cookie"]);
        Assert.Contains("Cookie: lb-affinity=x", Assert.Single(_a.Heads.Concat(_b.Heads)));
        await TieAsync(Cookies);
        await TieAsync(AffinitySettings.Default);
        Assert.Null(_plane.DefaultPool.Affinity);
    }

    private Task TieAsync(AffinitySettings affinity) =>
        _plane.EditAsync(draft =>
            draft.Put(draft.Snapshot.Pools.Find(Pool.DefaultName)! with { Affinity = affinity })
        );

    private Task DrainAsync(string name, TimeSpan time) =>
        _plane.EditAsync(draft => Drain(draft, name, time));

    private static void Drain(ConfigurationDraft draft, string name, TimeSpan time) =>
        draft.Put(
            draft.Snapshot.Backends.Find(name)! with
            {
                AdministrativeState = AdministrativeState.Draining,
                Drain = new() { Since = draft.Now, Deadline = draft.Now + time },
            }
        );

    private async Task<RawResponse> AskAsync(string fields = "", RunningDataPlane? plane = null)
    {
        using var client = (plane ?? _plane).Connect();
        return await client.SendAsync($"GET / HTTP/1.1\r\nHost: x\r\n{fields}\r\n");
    }

    private async Task<string[]> AskAllAsync(RunningDataPlane plane)
    {
        var bodies = new string[20];
        using var client = plane.Connect();
        for (var n = 0; n < bodies.Length; n++)
        {
            bodies[n] = (
                await client.SendAsync($"GET / HTTP/1.1\r\nHost: x\r\nX-Session: {n}\r\n\r\n")
            ).Body;
        }

        return bodies;
    }

    /// <summary>Name and value of the cookie that the answer sets.</summary>
    private static string? CookieOf(RawResponse answer) => answer["Set-Cookie"]?.Split(';')[0];
}
