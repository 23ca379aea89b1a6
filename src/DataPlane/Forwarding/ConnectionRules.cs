using System.Collections.Immutable;
using System.Text.Json;
using LbPlatform.State.Addresses;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// What the connections of a pool go by. On its way through YARP, which hands a cluster's metadata to whoever makes its
/// client: so the client is made of the very configuration that comes into force with it.
/// </summary>
/// <param name="Transport">How the pool's backends are spoken to.</param>
/// <param name="Addresses">Where they may be.</param>
internal sealed record ConnectionRules(BackendTransport Transport, AddressPolicy Addresses)
{
    private const string TransportKey = "transport";
    private const string AddressesKey = "addresses";
    private const string PoolKey = "pool";

    /// <summary>Metadata that say it; the default is said by none.</summary>
    public IReadOnlyDictionary<string, string>? Write(string pool)
    {
        var metadata = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
        if (Transport != BackendTransport.Default)
        {
            metadata = metadata.Add(
                TransportKey,
                JsonSerializer.Serialize(Transport, SnapshotJson.Options)
            );
        }

        if (Addresses != AddressPolicy.Default)
        {
            metadata = metadata.Add(
                AddressesKey,
                JsonSerializer.Serialize(Addresses, SnapshotJson.Options)
            );
        }

        return metadata.IsEmpty ? null : metadata.Add(PoolKey, pool);
    }

    /// <summary>What <see cref="Write"/> said.</summary>
    public static ConnectionRules Read(IReadOnlyDictionary<string, string>? metadata) =>
        new(
            Read(metadata, TransportKey, BackendTransport.Default),
            Read(metadata, AddressesKey, AddressPolicy.Default)
        );

    /// <summary>The pool's name, for the log.</summary>
    public static string PoolOf(IReadOnlyDictionary<string, string>? metadata) =>
        metadata?.GetValueOrDefault(PoolKey) ?? "?";

    private static T Read<T>(IReadOnlyDictionary<string, string>? metadata, string key, T other)
        where T : class =>
        metadata is not null && metadata.TryGetValue(key, out var text)
            ? JsonSerializer.Deserialize<T>(text, SnapshotJson.Options) ?? other
            : other;
}
