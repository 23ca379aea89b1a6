using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Nodes;

/// <summary>A running process of the platform.</summary>
/// <param name="Id">Unique for the life of the process.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Version">Its program's version.</param>
/// <param name="IsLive">Whether it reports, and is not about to stop.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="ReportedAt">When it reported last.</param>
/// <param name="Urls">Where it listens.</param>
/// <param name="Zone">The zone that it runs in; absent where none is set.</param>
/// <param name="AdminUrl">Where POST /explain asks it; absent where it cannot be asked.</param>
/// <param name="AppliedRevision">The revision that it acts on.</param>
/// <param name="IsCurrent">Whether that is the last revision of this store.</param>
/// <param name="Quarantined">Resources that it leaves out, with the reason of each.</param>
/// <param name="Certificates">Certificates that it shows to clients, those that expire first.</param>
internal sealed record NodeResponse(
    string Id,
    NodeKind Kind,
    string Version,
    bool IsLive,
    DateTimeOffset StartedAt,
    DateTimeOffset ReportedAt,
    IReadOnlyList<string> Urls,
    string? Zone,
    string? AdminUrl,
    long AppliedRevision,
    bool IsCurrent,
    IReadOnlyList<string> Quarantined,
    IReadOnlyList<CertificateReport> Certificates
)
{
    public static NodeResponse Of(Node node, bool isLive, ConfigurationSnapshot current) =>
        new(
            node.Report.Id,
            node.Report.Kind,
            node.Report.Version,
            isLive,
            node.Report.StartedAt,
            node.ReportedAt,
            node.Report.Urls,
            node.Report.Zone,
            node.Report.AdminUrl,
            node.Report.AppliedRevision,
            node.Report.StoreId == current.StoreId
                && node.Report.AppliedRevision == current.Revision.Value,
            node.Report.Quarantined,
            node.Report.Certificates
        );
}
