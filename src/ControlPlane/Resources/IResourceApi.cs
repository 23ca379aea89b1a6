using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;

namespace LbPlatform.ControlPlane.Resources;

/// <summary>What the endpoints of a kind of resource have of their own.</summary>
/// <typeparam name="T">The kind of resource.</typeparam>
/// <typeparam name="TResponse">How answers show one.</typeparam>
internal interface IResourceApi<T, TResponse>
    where T : class, IResource
{
    /// <summary>What writes do.</summary>
    ResourceEdits<T> Edits { get; }

    /// <summary>Those that the query asks for, in the order of their making; notes what is wrong with the query.</summary>
    IEnumerable<T> Select(QueryReader query, ConfigurationSnapshot current);

    /// <summary>The resources as answers show them.</summary>
    IReadOnlyList<TResponse> Show(IReadOnlyList<T> resources, ConfigurationSnapshot current);

    /// <summary>What a write must know beside the configuration, and may take its time to find out.</summary>
    Task<Surroundings> FindOutAsync(
        JsonObject body,
        string? nameOrId,
        CancellationToken cancellationToken
    ) => Task.FromResult(Surroundings.None);
}
