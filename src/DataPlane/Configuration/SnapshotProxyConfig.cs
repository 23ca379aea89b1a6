using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>YARP's view of one revision.</summary>
internal sealed class SnapshotProxyConfig : IProxyConfig, IDisposable
{
    private readonly CancellationTokenSource _superseded = new();

    /// <summary>The view of <paramref name="translation"/>; <c>null</c> where nothing is known yet.</summary>
    public SnapshotProxyConfig(Translation? translation)
    {
        Translation = translation;
        ChangeToken = new CancellationChangeToken(_superseded.Token);
    }

    /// <summary>What this is the view of.</summary>
    public Translation? Translation { get; }

    /// <inheritdoc />
    public string RevisionId => Translation?.Usable.Revision.ToString() ?? "none";

    /// <inheritdoc />
    public IReadOnlyList<RouteConfig> Routes => [];

    /// <inheritdoc />
    public IReadOnlyList<ClusterConfig> Clusters => Translation is { } known ? known.Clusters : [];

    /// <inheritdoc />
    public IChangeToken ChangeToken { get; }

    /// <summary>Another one is in force; YARP fetches it on this very call.</summary>
    public void Supersede() => _superseded.Cancel();

    /// <inheritdoc />
    public void Dispose() => _superseded.Dispose();
}
