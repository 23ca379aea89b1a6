using System.Net.Http.Json;
using LbPlatform.State.Nodes;
using LbPlatform.State.Snapshots;

namespace LbPlatform.ControlPlane.Tests.Draining;

/// <summary>A backend is let go: what is answered when, and what is stored.</summary>
public sealed class DrainEndpointsTests : ApiTests
{
    [Fact]
    public async Task Drain_NoWait_AnswersHowFarItIs()
    {
        await Api.AddAsync("one");

        var reply = await Api.SendAsync("POST", "/backends/one/drain?timeout=60s");

        Assert.Equal((200, "draining"), (reply.Status, reply.Field("administrativeState")));
        var drain = reply.Json.GetProperty("drain");
        Assert.Equal("draining", drain.GetProperty("state").GetString());
        Assert.Equal(
            TimeSpan.FromSeconds(60),
            drain.GetProperty("deadline").GetDateTimeOffset()
                - drain.GetProperty("since").GetDateTimeOffset()
        );
        Assert.Empty(drain.GetProperty("nodes").EnumerateArray());
        Assert.True((await Api.GetAsync("/backends/one")).Json.TryGetProperty("drain", out _));
    }

    [Fact]
    public async Task Drain_Wait_AnswersWhenTheLastDataPlaneHasNothingInFlight()
    {
        await Api.AddAsync("one");
        await ReportAsync("a", 1);
        await ReportAsync("b", 0);

        var waiting = Api.SendAsync("POST", "/backends/one/drain?wait=60s");
        await Eventually.HoldsAsync(
            () => Api.Store.Current.Backends.Find("one")!.Drain is not null,
            "the drain has begun"
        );
        await ReportAsync("a", 1);
        await ReportAsync("b", 0);
        Assert.False(waiting.IsCompleted);
        await ReportAsync("a", 0);

        var reply = await waiting.WaitAsync(Eventually.Patience);
        Assert.Equal((200, "drained"), (reply.Status, StateOf(reply)));
    }

    [Fact]
    public async Task Drain_WaitIsOver_AnswersHowFarItIs()
    {
        await Api.AddAsync("one");
        await ReportAsync("a", 3);

        var waiting = Api.SendAsync(
            "POST",
            "/backends/one/drain?wait=300ms",
            headers: ("Prefer", "wait=0")
        );
        await ReportAsync("a", 3);

        var reply = await waiting;
        Assert.Equal((200, "draining"), (reply.Status, StateOf(reply)));
    }

    [Fact]
    public async Task Drain_Again_KeepsItsTimesUnlessAskedOtherwise()
    {
        await Api.AddAsync("one");
        await Api.SendAsync("POST", "/backends/one/drain");
        var first = Api.Store.Current.Backends.Find("one")!;

        var again = await Api.SendAsync("POST", "/backends/one/drain");
        Assert.Equal(first, Api.Store.Current.Backends.Find("one"));
        Assert.Equal(200, again.Status);

        await Api.SendAsync("POST", "/backends/one/drain?timeout=1h");
        var later = Api.Store.Current.Backends.Find("one")!.Drain!;
        Assert.Equal(first.Drain!.Since, later.Since);
        Assert.True(later.Deadline > first.Drain.Deadline.AddMinutes(50));
    }

    [Fact]
    public async Task Patch_DrainingAndBack_IsTheSameDrain()
    {
        await Api.AddAsync("one");
        await Api.SendAsync("PATCH", "/pools/default", """{"drainTimeout":"7m"}""");
        await Api.SendAsync("PATCH", "/backends/one", """{"administrativeState":"draining"}""");
        var drain = Api.Store.Current.Backends.Find("one")!.Drain!;
        Assert.Equal(TimeSpan.FromMinutes(7), drain.Deadline - drain.Since);

        await Api.SendAsync("PATCH", "/backends/one", """{"weight":7}""");
        Assert.Equal(drain, Api.Store.Current.Backends.Find("one")!.Drain);

        var back = await Api.SendAsync(
            "PATCH",
            "/backends/one",
            """{"administrativeState":"enabled"}"""
        );
        Assert.Equal(200, back.Status);
        Assert.False(back.Json.TryGetProperty("drain", out _));
        Assert.Null(Api.Store.Current.Backends.Find("one")!.Drain);
    }

    [Theory]
    [InlineData("/backends/nobody/drain", 404)]
    [InlineData("/backends/one/drain?wait=6m", 400)]
    [InlineData("/backends/one/drain?timeout=2h", 400)]
    [InlineData("/backends/one/drain?wiat=1s", 400)]
    public async Task Drain_WhatCannotBe_IsRefused(string path, int status)
    {
        await Api.AddAsync("one");

        Assert.Equal(status, (await Api.SendAsync("POST", path)).Status);
        Assert.Null(Api.Store.Current.Backends.Find("one")!.Drain);
    }

    [Fact]
    public async Task Drain_DryRun_ChangesNothing()
    {
        await Api.AddAsync("one");

        var reply = await Api.SendAsync("POST", "/backends/one/drain?dryRun=true&wait=60s");

        Assert.Equal((200, "draining"), (reply.Status, StateOf(reply)));
        Assert.Null(Api.Store.Current.Backends.Find("one")!.Drain);
    }

    [Fact]
    public async Task Delete_NobodyServes_IsGoneAtOnce()
    {
        await Api.AddAsync("one");

        Assert.Equal(204, (await Api.SendAsync("DELETE", "/backends/one")).Status);
        Assert.Null(Api.Store.Current.Backends.Find("one"));
    }

    [Fact]
    public async Task Delete_RequestsInFlight_Is202AndGoneOnceTheyHaveEnded()
    {
        await Api.AddAsync("one");
        await ReportAsync("a", 1);

        var reply = await Api.SendAsync("DELETE", "/backends/one", headers: ("Prefer", "wait=0"));

        Assert.Equal((202, "/backends/one"), (reply.Status, reply.Headers["Location"]));
        Assert.True(reply.Json.GetProperty("drain").GetProperty("thenRemove").GetBoolean());
        Assert.Equal(200, (await Api.GetAsync("/backends/one")).Status);
        await ReportAsync("a", 0);
        await Eventually.HoldsAsync(
            async () => (await Api.GetAsync("/backends/one")).Status == 404,
            "it is removed"
        );
    }

    [Fact]
    public async Task Delete_TheDeadlinePasses_IsGone()
    {
        await Api.AddAsync("one");
        await ReportAsync("a", 1);

        var reply = await Api.SendAsync(
            "DELETE",
            "/backends/one?timeout=200ms",
            headers: ("Prefer", "wait=0")
        );

        Assert.Equal(202, reply.Status);
        await Eventually.HoldsAsync(
            async () => (await Api.GetAsync("/backends/one")).Status == 404,
            "it is removed"
        );
    }

    [Fact]
    public async Task Delete_TakenBack_Stays()
    {
        await Api.AddAsync("one");
        await ReportAsync("a", 1);
        await Api.SendAsync("DELETE", "/backends/one", headers: ("Prefer", "wait=0"));

        await Api.SendAsync(
            "PATCH",
            "/backends/one",
            """{"administrativeState":"enabled"}""",
            headers: ("Prefer", "wait=0")
        );
        await ReportAsync("a", 0);
        await ReportAsync("a", 0);

        Assert.Equal("enabled", (await Api.GetAsync("/backends/one")).Field("administrativeState"));
    }

    [Fact]
    public async Task Delete_WithoutDraining_IsGoneAtOnce()
    {
        await Api.AddAsync("one");
        await ReportAsync("a", 1);

        var reply = await Api.SendAsync(
            "DELETE",
            "/backends/one?drain=false",
            headers: ("Prefer", "wait=0")
        );

        Assert.Null(Api.Store.Current.Backends.Find("one"));
        Assert.Contains(reply.Status, new[] { 202, 204 });
    }

    /// <summary>Reports as a data plane that acts on the newest revision, with so many requests in flight at each backend.</summary>
    private async Task ReportAsync(string id, int inFlight)
    {
        var current = Api.Store.Current;
        var report = new NodeReport
        {
            Id = id,
            Kind = NodeKind.DataPlane,
            Version = "1",
            StartedAt = Some.Instant,
            Urls = [],
            StoreId = current.StoreId,
            AppliedRevision = current.Revision.Value,
            Draining =
            [
                .. current
                    .Backends.Where(static backend => backend.Drain is not null)
                    .Select(backend => new DrainReport(backend.Id, inFlight)),
            ],
        };
        using var answer = await Api.Client.PutAsJsonAsync(
            $"/nodes/{id}",
            report,
            SnapshotJson.Options
        );
        Assert.Equal(204, (int)answer.StatusCode);
    }

    private static string? StateOf(ApiUnderTest.Reply reply) =>
        reply.Json.GetProperty("drain").GetProperty("state").GetString();
}
