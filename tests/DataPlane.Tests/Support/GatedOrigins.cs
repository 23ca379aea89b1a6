using System.Collections.Concurrent;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>Two backends that answer <c>/n</c> when the test says so.</summary>
internal sealed class GatedOrigins : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly Origin _a;
    private readonly Origin _b;
    private volatile bool _isOpen;

    public GatedOrigins()
    {
        _a = new(AnswerAsync, "a");
        _b = new(AnswerAsync, "b");
    }

    /// <summary>Requests that came.</summary>
    public int Count => _a.Heads.Count + _b.Heads.Count;

    public async Task<RunningDataPlane> StartAsync(
        CapacitySettings capacity,
        params string[] settings
    )
    {
        var plane = await RunningDataPlane.StartAsync(settings, _a, _b);
        await plane.EditAsync(draft =>
        {
            var pool = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
            draft.Put(pool with { Resilience = pool.Resilience with { Capacity = capacity } });
        });
        return plane;
    }

    public void Release(int number) => GateOf($"/{number}").TrySetResult();

    public void ReleaseAll()
    {
        _isOpen = true;
        foreach (var gate in _gates.Values)
        {
            gate.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        ReleaseAll();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    private async Task AnswerAsync(OriginExchange exchange)
    {
        var gate = GateOf(exchange.RequestLine.Split(' ')[1]);
        if (!_isOpen)
        {
            await gate.Task;
        }

        await exchange.AnswerAsync("ok");
    }

    private TaskCompletionSource GateOf(string path) =>
        _gates.GetOrAdd(path, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
