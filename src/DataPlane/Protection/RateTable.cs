using System.Collections.Concurrent;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// One rate limit with the state of each key that it counts. Keys whose state is as good as none are forgotten by
/// <see cref="Sweep"/>; past <see cref="MostKeys"/>, further keys share <see cref="SharedCells"/> cells by their hash, so that
/// whoever makes up keys limits himself and costs no more memory.
/// </summary>
internal sealed class RateTable(RateLimit limit)
{
    /// <summary>Keys that are told apart at a time: about 10 MB.</summary>
    public const int MostKeys = 100_000;

    /// <summary>Cells for the keys beyond.</summary>
    public const int SharedCells = 1024;

    private readonly RateRule _rule = RateRule.Of(limit);
    private readonly ConcurrentDictionary<UInt128, Cell> _cells = new();
    private Cell[]? _shared;
    private int _count;

    /// <summary>The limit.</summary>
    public RateLimit Limit => limit;

    /// <summary>Keys that are told apart now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What the limit would say, without counting.</summary>
    public RateVerdict Peek(UInt128 key, TimeSpan now) =>
        _rule.Judge(_cells.TryGetValue(key, out var cell) ? Volatile.Read(ref cell.State) : 0, now);

    /// <summary>Counts a request, if it may pass.</summary>
    public RateVerdict Take(UInt128 key, TimeSpan now)
    {
        var cell = _cells.TryGetValue(key, out var known) ? known : Add(key);
        while (true)
        {
            var state = Volatile.Read(ref cell.State);
            var verdict = _rule.Judge(state, now);
            if (
                !verdict.IsAllowed
                || Interlocked.CompareExchange(ref cell.State, verdict.Next, state) == state
            )
            {
                return verdict;
            }
        }
    }

    /// <summary>Forgets the keys that are idle at <paramref name="now"/>.</summary>
    public void Sweep(TimeSpan now)
    {
        foreach (var (key, cell) in _cells)
        {
            if (
                _rule.IsIdle(Volatile.Read(ref cell.State), now)
                && _cells.TryRemove(KeyValuePair.Create(key, cell))
            )
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private Cell Add(UInt128 key)
    {
        if (Interlocked.Increment(ref _count) > MostKeys)
        {
            Interlocked.Decrement(ref _count);
            return SharedFor(key);
        }

        var cell = new Cell();
        if (_cells.TryAdd(key, cell))
        {
            return cell;
        }

        Interlocked.Decrement(ref _count);
        return _cells.TryGetValue(key, out var others) ? others : cell;
    }

    private Cell SharedFor(UInt128 key)
    {
        var shared = Volatile.Read(ref _shared);
        if (shared is null)
        {
            var made = new Cell[SharedCells];
            for (var at = 0; at < made.Length; at++)
            {
                made[at] = new();
            }

            shared = Interlocked.CompareExchange(ref _shared, made, null) ?? made;
        }

        // Seeded by the process: nobody outside knows who shares with whom.
        return shared[(uint)HashCode.Combine(key) % SharedCells];
    }

    private sealed class Cell
    {
        public long State;
    }
}
