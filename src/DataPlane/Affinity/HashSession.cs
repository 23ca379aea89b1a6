using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>The tie of a request that is known by a hash.</summary>
internal sealed class HashSession(ulong key) : Session
{
    private BackendState? _home;

    /// <inheritdoc />
    public override BackendState? Pick(Selection selection, in PickRequest request) =>
        selection.PickHome(request, key, out _home);

    /// <inheritdoc />
    public override BackendState? HomeIn(Selection selection) => selection.Homes?.HomeOf(key);

    /// <inheritdoc />
    public override void Answer(HttpContext context, BackendState backend)
    {
        if (_home is not null && !ReferenceEquals(backend, _home))
        {
            context.Response.Headers[Field] = Repicked;
        }
    }
}
