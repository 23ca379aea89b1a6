using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Loops;

namespace LbPlatform.ControlPlane.Addresses;

/// <summary>Finds out what an edit must know, before the edit, which holds up all others.</summary>
internal sealed class SurroundingsReader(
    PlatformListeners listeners,
    AddressLookUp lookUp,
    ConfigurationStore store
)
{
    /// <summary>For a write of a backend: the host that the body names, and that of the backend as it is.</summary>
    public async Task<Surroundings> ReadAsync(
        JsonObject body,
        string? nameOrId,
        CancellationToken cancellationToken
    )
    {
        var hosts = new List<string>();
        if (
            body["url"] is JsonValue value
            && value.TryGetValue<string>(out var text)
            && BackendUrl.TryParse(text, out var url, out _)
        )
        {
            hosts.Add(url.Host);
        }

        if (nameOrId is not null && store.Current.Backends.Find(nameOrId) is { } former)
        {
            hosts.Add(former.Url.Host);
        }

        return new(listeners.Current, await lookUp.ResolveAsync(hosts, cancellationToken));
    }

    /// <summary>For a write that changes what all backends may have.</summary>
    public Task<ResolvedHosts> ReadAllAsync(CancellationToken cancellationToken) =>
        lookUp.ResolveAsync(
            store.Current.Backends.Select(static backend => backend.Url.Host),
            cancellationToken
        );
}
