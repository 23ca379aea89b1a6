using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Retries;

/// <summary>
/// How many retries a pool may still make: a share of the requests of the last ten seconds, and a few in any case
/// (retry budget: Finagle's, and Envoy's in <c>circuit_breaker.proto</c>). Requests are counted where they are counted
/// anyway, and looked at once a second: a request that needs no retry pays nothing.
/// </summary>
internal sealed class RetryBudget
{
    /// <summary>Seconds that are looked back.</summary>
    public const int Window = 10;

    // Guards all that follows; taken once a second, and by requests that failed.
    private readonly Lock _lock = new();
    private readonly long[] _requests = new long[Window];
    private readonly int[] _retries = new int[Window];
    private long _seen;
    private int _at;

    /// <summary>Takes leave for one retry; false where there is none left.</summary>
    /// <param name="settings">What the pool allows.</param>
    /// <param name="began">Requests that ever began at the pool's backends.</param>
    public bool TryTake(RetrySettings settings, long began)
    {
        lock (_lock)
        {
            var requests = Math.Max(0, began - _seen) + _requests.Sum();
            var most = Math.Max(
                (long)settings.BudgetMinimum * Window,
                requests * settings.BudgetPercent / 100
            );
            if (_retries.Sum() >= most)
            {
                return false;
            }

            _retries[_at]++;
            return true;
        }
    }

    /// <summary>A second is over.</summary>
    /// <param name="began">Requests that ever began at the pool's backends; less than before where backends went.</param>
    public void Tick(long began)
    {
        lock (_lock)
        {
            _requests[_at] = Math.Max(0, began - _seen);
            _seen = began;
            _at = (_at + 1) % Window;
            _requests[_at] = 0;
            _retries[_at] = 0;
        }
    }
}
