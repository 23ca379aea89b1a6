using System.Collections.Concurrent;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// How many there are of each key now. A key is there only while its count is above zero, so that the table is as small
/// as what it counts.
/// </summary>
internal sealed class KeyedCounts
{
    private readonly ConcurrentDictionary<UInt128, int> _counts = new();

    /// <summary>Whether nothing is counted.</summary>
    public bool IsEmpty => _counts.IsEmpty;

    /// <summary>How many there are of <paramref name="key"/>.</summary>
    public int Of(UInt128 key) => _counts.GetValueOrDefault(key);

    /// <summary>Counts one more of <paramref name="key"/>; false where there are <paramref name="most"/> already.</summary>
    public bool TryEnter(UInt128 key, int most)
    {
        while (true)
        {
            if (!_counts.TryGetValue(key, out var count))
            {
                if (_counts.TryAdd(key, 1))
                {
                    return true;
                }
            }
            else if (count >= most)
            {
                return false;
            }
            else if (_counts.TryUpdate(key, count + 1, count))
            {
                return true;
            }
        }
    }

    /// <summary>Counts one less. It must have entered.</summary>
    public void Leave(UInt128 key)
    {
        while (_counts.TryGetValue(key, out var count))
        {
            if (
                count == 1
                    ? _counts.TryRemove(KeyValuePair.Create(key, 1))
                    : _counts.TryUpdate(key, count - 1, count)
            )
            {
                return;
            }
        }
    }
}
