using System.Collections;
using System.Collections.Immutable;

namespace LbPlatform.State.Snapshots;

/// <summary>
/// An immutable set of resources of one kind, found by id or by name and enumerated in the order of their making
/// (by <see cref="IResource.CreatedRevision"/>, then by name), which is the order of every list and rotation.
/// </summary>
/// <typeparam name="T">The kind of resource.</typeparam>
public sealed class ResourceSet<T> : IReadOnlyCollection<T>
    where T : class, IResource
{
    /// <summary>By the revision that made them, then by name, which no two share.</summary>
    private static readonly Comparer<T> OldestFirst = Comparer<T>.Create(
        static (left, right) =>
            left.CreatedRevision.CompareTo(right.CreatedRevision) is not 0 and var byRevision
                ? byRevision
                : string.CompareOrdinal(left.Name, right.Name)
    );

    private readonly ImmutableDictionary<string, T> _byId;
    private readonly ImmutableDictionary<string, T> _byName;
    private ImmutableArray<T> _inOrder;

    private ResourceSet(
        ImmutableDictionary<string, T> byId,
        ImmutableDictionary<string, T> byName,
        ImmutableArray<T> inOrder = default
    )
    {
        _byId = byId;
        _byName = byName;
        _inOrder = inOrder;
    }

    /// <summary>The set without members.</summary>
    public static ResourceSet<T> Empty { get; } =
        new(
            ImmutableDictionary.Create<string, T>(StringComparer.Ordinal),
            ImmutableDictionary.Create<string, T>(StringComparer.Ordinal)
        );

    /// <inheritdoc />
    public int Count => _byId.Count;

    /// <summary>The members in the order of their making.</summary>
    public ImmutableArray<T> InOrder
    {
        get
        {
            // Two readers may sort at once; both come to the same array, so whichever is kept is right.
            if (_inOrder.IsDefault)
            {
                ImmutableInterlocked.InterlockedInitialize(ref _inOrder, Sort());
            }

            return _inOrder;
        }
    }

    /// <summary>A set of <paramref name="members"/>; throws where two share an id or a name.</summary>
    public static ResourceSet<T> Of(IEnumerable<T> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var all = members.ToList();
        return new(
            all.ToImmutableDictionary(static m => m.Id, StringComparer.Ordinal),
            all.ToImmutableDictionary(static m => m.Name, StringComparer.Ordinal)
        );
    }

    /// <summary>The member with this id, or else with this name; <c>null</c> where there is none.</summary>
    public T? Find(string nameOrId) =>
        _byId.GetValueOrDefault(nameOrId) ?? _byName.GetValueOrDefault(nameOrId);

    /// <summary>This set with <paramref name="member"/> added, or put in the place of the one with its id.</summary>
    /// <exception cref="InvalidOperationException">Another member has its name.</exception>
    public ResourceSet<T> Put(T member)
    {
        ArgumentNullException.ThrowIfNull(member);
        var names = _byId.TryGetValue(member.Id, out var old) ? _byName.Remove(old.Name) : _byName;
        return names.ContainsKey(member.Name)
            ? throw new InvalidOperationException($"The name '{member.Name}' is taken.")
            : new(
                _byId.SetItem(member.Id, member),
                names.Add(member.Name, member),
                OrderWith(old, member)
            );
    }

    /// <summary>This set without <paramref name="member"/>.</summary>
    public ResourceSet<T> Remove(T member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new(
            _byId.Remove(member.Id),
            _byName.Remove(member.Name),
            OrderWith(_byId.GetValueOrDefault(member.Id), null)
        );
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => InOrder.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ImmutableArray<T> Sort() => _byId.Values.ToImmutableArray().Sort(OldestFirst);

    /// <summary>
    /// The order after one change, where this set has been put in order: a write among ten thousand copies an array
    /// instead of sorting it anew.
    /// </summary>
    private ImmutableArray<T> OrderWith(T? gone, T? added)
    {
        if (_inOrder.IsDefault)
        {
            return default;
        }

        var order = gone is null
            ? _inOrder
            : _inOrder.RemoveAt(_inOrder.BinarySearch(gone, OldestFirst));
        return added is null ? order : order.Insert(~order.BinarySearch(added, OldestFirst), added);
    }
}
