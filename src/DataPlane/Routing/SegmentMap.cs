namespace LbPlatform.DataPlane.Routing;

/// <summary>
/// An immutable map whose changes share all but a few hundred bytes with it, and which is asked with a part of a text
/// without copying that: a hash trie, five bits of the hash a level, with small lists at its ends.
/// </summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class SegmentMap<T>
    where T : class
{
    private const int BitsPerLevel = 5;
    private const int Branches = 1 << BitsPerLevel;
    private const int HashBits = 32;

    // More than this are spread over branches, while the hash has bits left.
    private const int MostInList = 8;

    private readonly Item[] _list;
    private readonly SegmentMap<T>?[]? _branches;

    private SegmentMap(Item[] list, SegmentMap<T>?[]? branches)
    {
        _list = list;
        _branches = branches;
    }

    /// <summary>The map without items.</summary>
    public static SegmentMap<T> Empty { get; } = new([], null);

    /// <summary>Whether it is without items.</summary>
    public bool IsEmpty => _list.Length == 0 && _branches is null;

    /// <summary>What stands at <paramref name="key"/>; <c>null</c> where nothing does.</summary>
    public T? Find(ReadOnlySpan<char> key)
    {
        if (IsEmpty)
        {
            return null;
        }

        var hash = HashOf(key);
        var map = this;
        for (var shift = 0; map._branches is { } branches; shift += BitsPerLevel)
        {
            if (branches[BranchOf(hash, shift)] is not { } branch)
            {
                return null;
            }

            map = branch;
        }

        foreach (var item in map._list)
        {
            if (item.Hash == hash && key.SequenceEqual(item.Key))
            {
                return item.Value;
            }
        }

        return null;
    }

    /// <summary>This map with <paramref name="value"/> at <paramref name="key"/>.</summary>
    public SegmentMap<T> Set(string key, T value) => Set(new(HashOf(key), key, value), shift: 0);

    /// <summary>This map with nothing at <paramref name="key"/>.</summary>
    public SegmentMap<T> Remove(string key) => Remove(HashOf(key), key, shift: 0);

    private SegmentMap<T> Set(Item item, int shift)
    {
        if (_branches is not null)
        {
            var at = BranchOf(item.Hash, shift);
            var branch = (_branches[at] ?? Empty).Set(item, shift + BitsPerLevel);
            return WithBranch(at, branch);
        }

        var position = PositionOf(item.Hash, item.Key);
        if (position >= 0)
        {
            var changed = (Item[])_list.Clone();
            changed[position] = item;
            return new(changed, null);
        }

        return _list.Length < MostInList || shift >= HashBits
            ? new([.. _list, item], null)
            : Spread(shift).Set(item, shift);
    }

    private SegmentMap<T> Remove(int hash, string key, int shift)
    {
        if (_branches is not null)
        {
            var at = BranchOf(hash, shift);
            if (_branches[at] is not { } branch)
            {
                return this;
            }

            var rest = branch.Remove(hash, key, shift + BitsPerLevel);
            return ReferenceEquals(rest, branch) ? this
                : !rest.IsEmpty ? WithBranch(at, rest)
                : _branches.Count(static other => other is not null) == 1 ? Empty
                : WithBranch(at, null);
        }

        var position = PositionOf(hash, key);
        return position < 0 ? this
            : _list.Length == 1 ? Empty
            : new([.. _list[..position], .. _list[(position + 1)..]], null);
    }

    private SegmentMap<T> Spread(int shift)
    {
        var branches = new SegmentMap<T>?[Branches];
        foreach (var item in _list)
        {
            var at = BranchOf(item.Hash, shift);
            branches[at] = (branches[at] ?? Empty).Set(item, shift + BitsPerLevel);
        }

        return new([], branches);
    }

    private SegmentMap<T> WithBranch(int at, SegmentMap<T>? branch)
    {
        var branches = (SegmentMap<T>?[])_branches!.Clone();
        branches[at] = branch;
        return new([], branches);
    }

    private int PositionOf(int hash, string key) =>
        Array.FindIndex(
            _list,
            item => item.Hash == hash && string.Equals(item.Key, key, StringComparison.Ordinal)
        );

    private static int BranchOf(int hash, int shift) => (int)((uint)hash >> shift) & (Branches - 1);

    private static int HashOf(ReadOnlySpan<char> key) =>
        string.GetHashCode(key, StringComparison.Ordinal);

    private readonly record struct Item(int Hash, string Key, T Value);
}
