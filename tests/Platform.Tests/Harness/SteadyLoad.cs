using System.Collections.Concurrent;

namespace LbPlatform.Platform.Tests.Harness;

/// <summary>Clients that ask one after the other until stopped; every answer that is not a 200 is kept.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly HttpClient _client;
    private readonly Task[] _clients;
    private int _answered;

    private SteadyLoad(Uri url, int clients)
    {
        _client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(20) };
        _clients = [.. Enumerable.Range(0, clients).Select(_ => Task.Run(AskAsync))];
    }

    public int Answered => Volatile.Read(ref _answered);

    public static SteadyLoad Start(Uri url, int clients = 4) => new(url, clients);

    /// <summary>Waits until that many more requests were answered.</summary>
    public async Task AnswersAsync(int more)
    {
        var target = Answered + more;
        await Eventually.HoldsAsync(() => Answered >= target, $"{more} more requests are answered");
    }

    /// <summary>Stops, and answers every failure that a client saw.</summary>
    public async Task<IReadOnlyCollection<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
        return _failures;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await _client.GetAsync("/", CancellationToken.None);
                var body = await answer.Content.ReadAsStringAsync();
                if (!answer.IsSuccessStatusCode)
                {
                    _failures.Enqueue($"{(int)answer.StatusCode} {body}");
                }
            }
            catch (Exception failure)
                when (failure is HttpRequestException or TaskCanceledException)
            {
                _failures.Enqueue(failure.ToString());
            }

            Interlocked.Increment(ref _answered);
        }
    }
}
