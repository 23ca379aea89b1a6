using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// Counts by reason without a lock and without garbage: what is refused comes in floods. The reasons are words of ours, so that
/// there are few.
/// </summary>
internal sealed class ReasonCounts
{
    private readonly ConcurrentDictionary<string, StrongBox<long>> _counts = new(
        StringComparer.Ordinal
    );

    /// <summary>One more.</summary>
    public void Add(string reason) =>
        Interlocked.Increment(ref _counts.GetOrAdd(reason, static _ => new()).Value);

    /// <summary>All of them as they are now.</summary>
    public IEnumerable<Measurement<long>> Read() =>
        _counts
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => new Measurement<long>(
                Interlocked.Read(ref pair.Value.Value),
                new KeyValuePair<string, object?>("reason", pair.Key)
            ));
}
