using System.Collections.Immutable;
using System.Text.Json;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// A pool's transport on its way through YARP, which hands a cluster's metadata to whoever makes its client: so the
/// client is made of the very configuration that comes into force with it.
/// </summary>
internal static class PoolTransport
{
    private const string Key = "transport";
    private const string NameKey = "pool";

    /// <summary>Metadata that say it; the default is said by none.</summary>
    public static IReadOnlyDictionary<string, string>? Write(
        BackendTransport transport,
        string pool
    ) =>
        transport == BackendTransport.Default
            ? null
            : ImmutableDictionary
                .Create<string, string>(StringComparer.Ordinal)
                .Add(Key, JsonSerializer.Serialize(transport, SnapshotJson.Options))
                .Add(NameKey, pool);

    /// <summary>What <see cref="Write"/> said.</summary>
    public static BackendTransport Read(IReadOnlyDictionary<string, string>? metadata) =>
        metadata is not null && metadata.TryGetValue(Key, out var text)
            ? JsonSerializer.Deserialize<BackendTransport>(text, SnapshotJson.Options)
                ?? BackendTransport.Default
            : BackendTransport.Default;

    /// <summary>The pool's name, for the log.</summary>
    public static string NameOf(IReadOnlyDictionary<string, string>? metadata) =>
        metadata?.GetValueOrDefault(NameKey) ?? "?";
}
