using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace LbPlatform.DataPlane.Tests.Faults;

/// <summary>Clients that ask at a fixed rate, whatever they are answered, as bench/faults.py does.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource _enough = new();
    private readonly Task _clients;
    private readonly Uri _url;
    private readonly TimeSpan _every;
    private int _count;
    private long _slowest;

    public SteadyLoad(Uri url, int clients = 16, int rate = 400)
    {
        _url = url;
        _every = TimeSpan.FromSeconds((double)clients / rate);
        _clients = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(AskAllAsync)));
    }

    /// <summary>What failed.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>Answers that came.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The longest time that one took.</summary>
    public TimeSpan Slowest => TimeSpan.FromTicks(Volatile.Read(ref _slowest));

    public Task ReachesAsync(int count) =>
        Eventually.HoldsAsync(() => Count >= count, $"{count} requests are answered");

    /// <summary>No more is asked; what is on its way is waited for.</summary>
    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await _clients;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _enough.Dispose();
    }

    private async Task AskAllAsync()
    {
        var due = Stopwatch.GetTimestamp();
        while (!_enough.IsCancellationRequested)
        {
            var late = Stopwatch.GetElapsedTime(due);
            if (late < _every)
            {
                await Task.Delay(_every - late, TimeProvider.System);
            }

            due = Stopwatch.GetTimestamp();
            await AskAsync();
        }
    }

    private async Task AskAsync()
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await _http.GetAsync(_url, CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                Failures.Enqueue($"{(int)answer.StatusCode} {answer.ReasonPhrase}");
            }
        }
        catch (HttpRequestException failure)
        {
            Failures.Enqueue(failure.Message);
        }

        Interlocked.Increment(ref _count);
        var took = Stopwatch.GetElapsedTime(began).Ticks;
        for (
            var known = Volatile.Read(ref _slowest);
            took > known;
            known = Volatile.Read(ref _slowest)
        )
        {
            Interlocked.CompareExchange(ref _slowest, took, known);
        }
    }
}
