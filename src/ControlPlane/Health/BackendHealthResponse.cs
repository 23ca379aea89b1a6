using LbPlatform.ControlPlane.Traffic;
using LbPlatform.State.Health;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Health;

/// <summary>A backend's health: the Poller's verdict, what traffic met and the operator's wish, side by side.</summary>
/// <param name="Status">The verdict; unknown when never judged.</param>
/// <param name="Since">When it was reached.</param>
/// <param name="Reason">The probe outcome that decided it.</param>
/// <param name="Detail">What a person needs to know beyond the reason.</param>
/// <param name="LastProbe">The last probe; absent before the first.</param>
/// <param name="AdministrativeState">The operator's wish.</param>
/// <param name="Ejections">The live data planes whose traffic leaves it out, as they told at last; none where none does.</param>
internal sealed record BackendHealthResponse(
    HealthStatus Status,
    DateTimeOffset? Since,
    ProbeOutcome? Reason,
    string? Detail,
    ProbeResponse? LastProbe,
    AdministrativeState AdministrativeState,
    IReadOnlyList<BackendHealthResponse.NodeEjection> Ejections
)
{
    public static BackendHealthResponse Of(
        Backend backend,
        JudgedHealth? health,
        IReadOnlyList<(NodeCount Known, bool IsLive)> traffic
    ) =>
        new(
            health?.Current.Status ?? HealthStatus.Unknown,
            health?.Current.Since,
            health?.Reason,
            health?.Detail,
            health?.Current.LastProbe is { } probe ? ProbeResponse.Of(probe) : null,
            backend.AdministrativeState,
            [
                .. traffic
                    .Where(static one => one.IsLive)
                    .Select(static one => NodeEjection.Of(one.Known))
                    .OfType<NodeEjection>(),
            ]
        );

    /// <summary>Why one data plane's traffic leaves the backend out.</summary>
    /// <param name="Node">Its id, as in /nodes.</param>
    /// <param name="Reason">What it met.</param>
    /// <param name="Since">When.</param>
    /// <param name="Until">When it ends by itself.</param>
    /// <param name="Count">The how manieth without a quiet time in between, from 1.</param>
    internal sealed record NodeEjection(
        string Node,
        string Reason,
        DateTimeOffset Since,
        DateTimeOffset Until,
        int Count
    )
    {
        public static NodeEjection? Of(NodeCount known) =>
            known.Count.Ejection is { } ejection
                ? new(known.NodeId, ejection.Reason, ejection.Since, ejection.Until, ejection.Count)
                : null;
    }
}
