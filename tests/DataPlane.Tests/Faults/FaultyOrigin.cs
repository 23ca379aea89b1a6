using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Faults;

/// <summary>A backend that serves well until a fault is begun.</summary>
internal sealed class FaultyOrigin : IAsyncDisposable
{
    /// <summary>How long a good answer takes.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(2);

    /// <summary>Half a period of one that flaps.</summary>
    private static readonly TimeSpan HalfPeriod = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _disposed = new();
    private readonly Origin _origin;
    private volatile string _fault = "";
    private Task _flapping = Task.CompletedTask;
    private int _met;

    public FaultyOrigin(string name) => _origin = new(ServeAsync, name);

    public Origin Origin => _origin;

    /// <summary>Requests that reached it while it was faulty.</summary>
    public int Met => Volatile.Read(ref _met);

    public void Begin(string fault)
    {
        _fault = fault;
        if (fault == "killed")
        {
            _origin.Kill();
        }
        else if (fault == "flapping")
        {
            _flapping = FlapAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _flapping;
        await _origin.DisposeAsync();
        _disposed.Dispose();
    }

    private async Task ServeAsync(OriginExchange exchange)
    {
        var fault = _fault;
        if (fault is not ("" or "flapping"))
        {
            Interlocked.Increment(ref _met);
        }

        switch (fault)
        {
            case "stopped":
                await WaitAsync(Timeout.InfiniteTimeSpan);
                break;
            case "resets":
                exchange.Reset();
                break;
            case "ends":
                exchange.Reset(withReset: false);
                break;
            case "answers 500":
                await exchange.AnswerAsync("broken", "500 Internal Server Error");
                break;
            case "slow x50":
                await WaitAsync(50 * Usual);
                await exchange.AnswerAsync(_origin.Name);
                break;
            default:
                await WaitAsync(Usual);
                await exchange.AnswerAsync(_origin.Name);
                break;
        }
    }

    private async Task FlapAsync()
    {
        while (!_disposed.IsCancellationRequested)
        {
            _origin.Kill();
            await WaitAsync(HalfPeriod);
            _origin.Start();
            await WaitAsync(HalfPeriod);
        }
    }

    private Task WaitAsync(TimeSpan time) =>
        Task.Delay(time, TimeProvider.System, _disposed.Token)
            .ContinueWith(static _ => { }, TaskScheduler.Default);
}
