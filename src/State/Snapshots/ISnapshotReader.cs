using System.Diagnostics.CodeAnalysis;
using LbPlatform.State.Store;

namespace LbPlatform.State.Snapshots;

/// <summary>Reads snapshots of one store for one follower. Not safe for concurrent use.</summary>
/// <typeparam name="T">The snapshot.</typeparam>
public interface ISnapshotReader<T> : IDisposable
    where T : class
{
    /// <summary>The file whose signal announces changes.</summary>
    string File { get; }

    /// <summary>
    /// Reads the snapshot if the store has another head than at the last read. Costs microseconds where it has not.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    /// <exception cref="StoreSchemaException">The store is newer than this program.</exception>
    bool TryReadChange([NotNullWhen(true)] out T? snapshot);
}
