namespace LbPlatform.Poller.Verdicts;

/// <summary>
/// How many backends of each pool may take traffic: those that the operator enabled, and of them those that are not
/// unhealthy. Kept up to date flip by flip, so that ten thousand flips cost no more than ten thousand steps.
/// </summary>
internal sealed class PoolTally
{
    private readonly Dictionary<string, (int Up, int Total)> _pools = new(StringComparer.Ordinal);
    private readonly HashSet<string> _without = new(StringComparer.Ordinal);

    /// <summary>Counts anew.</summary>
    public void Reset(IEnumerable<(string Pool, bool TakesTraffic, HealthStatus Status)> backends)
    {
        _pools.Clear();
        foreach (var (pool, takesTraffic, status) in backends)
        {
            var (up, total) = Of(pool);
            _pools[pool] = takesTraffic ? (up + Up(status), total + 1) : (up, total);
        }
    }

    /// <summary>A backend that takes traffic got another verdict.</summary>
    public void Flip(string pool, HealthStatus from, HealthStatus to)
    {
        var (up, total) = Of(pool);
        _pools[pool] = (up - Up(from) + Up(to), total);
    }

    /// <summary>Backends of the pool that may take traffic, and all that the operator lets take it.</summary>
    public (int Up, int Total) Of(string pool) => _pools.GetValueOrDefault(pool);

    /// <summary>
    /// The pools whose last backend went, or first came back, since the last call. A pool in which the operator
    /// enabled none is not counted: that is a wish, not a failure.
    /// </summary>
    public IReadOnlyList<(string Pool, bool HasBackend)> TakeChanges()
    {
        List<(string, bool)> changes =
        [
            .. _without.Where(pool => !IsWithout(pool)).Select(static pool => (pool, true)),
            .. _pools
                .Keys.Where(pool => IsWithout(pool) && !_without.Contains(pool))
                .Select(static pool => (pool, false)),
        ];
        foreach (var (pool, hasBackend) in changes)
        {
            if (hasBackend)
            {
                _without.Remove(pool);
            }
            else
            {
                _without.Add(pool);
            }
        }

        return changes;
    }

    private bool IsWithout(string pool) => Of(pool) is { Up: 0, Total: > 0 };

    private static int Up(HealthStatus status) => status == HealthStatus.Unhealthy ? 0 : 1;
}
