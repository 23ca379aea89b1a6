using System.Net;
using LbPlatform.ControlPlane.Addresses;

namespace LbPlatform.ControlPlane.Tests.Addresses;

public sealed class AddressLookUpTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Resolve_KnownHosts_AskNobody()
    {
        using var lookUp = new AddressLookUp(
            (_, _) => throw new InvalidOperationException(),
            _clock
        );

        var hosts = await lookUp.ResolveAsync(["localhost", "10.0.0.1", "::1"], default);

        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], hosts.Of("localhost"));
        Assert.Equal([IPAddress.Parse("10.0.0.1")], hosts.Of("10.0.0.1"));
        Assert.Empty(hosts.Of("unasked.test"));
    }

    [Fact]
    public async Task Resolve_NameServerThatHangs_IsLeftBehindInTime()
    {
        var hung = new TaskCompletionSource<IPAddress[]>();
        using var lookUp = new AddressLookUp(
            (host, _) =>
                host == "slow.test"
                    ? hung.Task
                    : Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]),
            _clock
        );

        var asked = lookUp.ResolveAsync(["slow.test", "fast.test"], default);
        Assert.False(asked.IsCompleted);
        _clock.Advance(AddressLookUp.Timeout);
        var hosts = await asked;

        Assert.Empty(hosts.Of("slow.test"));
        Assert.Equal([IPAddress.Parse("10.0.0.1")], hosts.Of("FAST.test"));
    }

    [Fact]
    public async Task Resolve_ManyNames_AsksSoManyAtOnceAndSoManyAtAll()
    {
        var (running, most, all) = (0, 0, 0);
        var gate = new TaskCompletionSource();
        using var lookUp = new AddressLookUp(
            async (_, _) =>
            {
                most = Math.Max(most, ++running);
                all++;
                await gate.Task;
                running--;
                return [];
            },
            _clock
        );

        var asked = lookUp.ResolveAsync(
            Enumerable.Range(0, 2 * AddressLookUp.MostNames).Select(static n => $"n{n}.test"),
            default
        );
        Assert.Equal(AddressLookUp.MostLookUps, most);
        gate.SetResult();
        await asked;

        Assert.InRange(all, AddressLookUp.MostLookUps, AddressLookUp.MostNames);
    }

    [Fact]
    public async Task Resolve_WriterLeft_IsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var hung = new TaskCompletionSource<IPAddress[]>();
        using var lookUp = new AddressLookUp((_, _) => hung.Task, _clock);
        var asked = lookUp.ResolveAsync(["slow.test"], stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }
}
