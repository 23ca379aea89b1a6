using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>What the endpoints of backends have of their own.</summary>
internal sealed class BackendApi(SurroundingsReader surroundings, BackendViews views)
    : IResourceApi<Backend, BackendResponse>
{
    public ResourceEdits<Backend> Edits { get; } = new BackendEdits();

    public IEnumerable<Backend> Select(QueryReader query, ConfigurationSnapshot current) =>
        views.Filter(BackendFilter.Read(query, current), current);

    public IReadOnlyList<BackendResponse> Show(
        IReadOnlyList<Backend> resources,
        ConfigurationSnapshot current
    ) => views.Show(resources, current);

    public Task<Surroundings> FindOutAsync(
        JsonObject body,
        string? nameOrId,
        CancellationToken cancellationToken
    ) => surroundings.ReadAsync(body, nameOrId, cancellationToken);
}
