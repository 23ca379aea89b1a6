using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Capacity;

/// <summary>Limits of what a pool takes on, on the wire.</summary>
public sealed class PoolQueueTests
{
    [Fact]
    public async Task Backends_Full_RequestsWaitInOrderAndNoneGetsMore()
    {
        await using var gated = new GatedOrigins();
        await using var plane = await gated.StartAsync(new() { RequestsPerBackend = 1 });
        var pool = plane.Service<EligibilityTable>().Pools.Single();
        List<Task<RawResponse>> answers = [];
        for (var n = 0; n < 6; n++)
        {
            answers.Add(SendAsync(plane, n));
            var sent = n + 1;
            await Eventually.HoldsAsync(
                () => gated.Count == Math.Min(2, sent) && pool.Queue.Count == Math.Max(0, sent - 2),
                $"{sent} are there"
            );
        }

        for (var n = 0; n < 6; n++)
        {
            Assert.All(pool.Eligible.All, static b => Assert.InRange(b.InFlight, 0, 1));
            gated.Release(n);
            Assert.Equal(200, (await answers[n]).Status);
        }

        Assert.Equal(0, pool.Queue.Count);
        Assert.All(pool.Eligible.All, static b => Assert.Equal(0, b.InFlight));
    }

    [Fact]
    public async Task Queue_Full_Is503AtOnce()
    {
        await using var gated = new GatedOrigins();
        await using var plane = await gated.StartAsync(
            new() { RequestsPerBackend = 1, QueueLength = 1 }
        );
        var pool = plane.Service<EligibilityTable>().Pools.Single();
        Task<RawResponse>[] answers =
        [
            SendAsync(plane, 0),
            SendAsync(plane, 1),
            SendAsync(plane, 2),
        ];
        await Eventually.HoldsAsync(() => pool.Queue.Count == 1, "one waits");

        var refused = await SendAsync(plane, 3);

        Assert.Equal((503, "pool_busy"), (refused.Status, refused["X-Lb-Error"]));
        Assert.Equal("1", refused["Retry-After"]);
        gated.ReleaseAll();
        Assert.All(await Task.WhenAll(answers), static answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task Wait_TooLong_Is503AndGivesItsPlaceBack()
    {
        await using var gated = new GatedOrigins();
        await using var plane = await gated.StartAsync(
            new() { RequestsPerBackend = 1, QueueTimeout = TimeSpan.FromMilliseconds(50) }
        );
        var pool = plane.Service<EligibilityTable>().Pools.Single();
        Task<RawResponse>[] answers = [SendAsync(plane, 0), SendAsync(plane, 1)];
        await Eventually.HoldsAsync(() => gated.Count == 2, "both are full");

        Assert.Equal(503, (await SendAsync(plane, 2)).Status);

        Assert.Equal(0, pool.Queue.Count);
        gated.ReleaseAll();
        Assert.All(await Task.WhenAll(answers), static answer => Assert.Equal(200, answer.Status));
        Assert.Equal(200, (await SendAsync(plane, 3)).Status);
    }

    [Fact]
    public async Task Client_GoesWhileItWaits_NobodyIsAsked()
    {
        await using var gated = new GatedOrigins();
        await using var plane = await gated.StartAsync(new() { RequestsPerBackend = 1 });
        var pool = plane.Service<EligibilityTable>().Pools.Single();
        Task<RawResponse>[] answers = [SendAsync(plane, 0), SendAsync(plane, 1)];
        await Eventually.HoldsAsync(() => gated.Count == 2, "both are full");
        var impatient = plane.Connect();
        await impatient.Wire.WriteAsync("GET /9 HTTP/1.1\r\nHost: h\r\n\r\n");
        await Eventually.HoldsAsync(() => pool.Queue.Count == 1, "it waits");

        impatient.Dispose();

        await Eventually.HoldsAsync(() => pool.Queue.Count == 0, "it waits no more");
        gated.ReleaseAll();
        await Task.WhenAll(answers);
        Assert.Equal(2, gated.Count);
    }

    [Fact]
    public async Task Backend_ComesWhileRequestsWait_TheyGoThere()
    {
        await using var gated = new GatedOrigins();
        await using var plane = await gated.StartAsync(new() { RequestsPerBackend = 1 });
        var pool = plane.Service<EligibilityTable>().Pools.Single();
        Task<RawResponse>[] answers = [SendAsync(plane, 0), SendAsync(plane, 1)];
        await Eventually.HoldsAsync(() => gated.Count == 2, "both are full");
        var waiting = SendAsync(plane, 2);
        await Eventually.HoldsAsync(() => pool.Queue.Count == 1, "it waits");
        await using var c = new Origin(name: "c");

        await plane.EditAsync(draft => RunningDataPlane.Add(draft, "c", c.Url));

        Assert.Equal("c", (await waiting).Body);
        gated.ReleaseAll();
        await Task.WhenAll(answers);
    }

    [Fact]
    public async Task Pool_TakesNoMoreOn_Is503AtOnce()
    {
        await using var gated = new GatedOrigins();
        await using var plane = await gated.StartAsync(new() { Requests = 2 });
        Task<RawResponse>[] answers = [SendAsync(plane, 0), SendAsync(plane, 1)];
        await Eventually.HoldsAsync(() => gated.Count == 2, "both are there");

        Assert.Equal("pool_busy", (await SendAsync(plane, 2))["X-Lb-Error"]);

        gated.ReleaseAll();
        await Task.WhenAll(answers);
        Assert.Equal(200, (await SendAsync(plane, 3)).Status);
    }

    private static async Task<RawResponse> SendAsync(RunningDataPlane plane, int number)
    {
        using var client = plane.Connect();
        return await client.SendAsync($"GET /{number} HTTP/1.1\r\nHost: h\r\n\r\n");
    }
}
