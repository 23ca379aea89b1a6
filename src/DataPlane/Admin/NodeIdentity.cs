using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Draining;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.State.Nodes;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Admin;

/// <summary>Who this process is, and what it says of itself.</summary>
internal sealed class NodeIdentity(
    AppliedConfiguration applied,
    CertificateStores certificates,
    EligibilityTable table,
    IHostApplicationLifetime lifetime,
    IOptions<DataPlaneOptions> options,
    TimeProvider time
)
{
    /// <summary>Its id, unique for its life.</summary>
    public string Id { get; } =
        $"dataplane-{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}";

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>The report of now.</summary>
    public NodeReport Report() =>
        new()
        {
            Id = Id,
            Kind = NodeKind.DataPlane,
            Version = typeof(NodeIdentity).Assembly.GetName().Version?.ToString(3) ?? "?",
            StartedAt = _startedAt,
            Urls = [.. Urls().Take(NodeReport.MostUrls)],
            Zone = options.Value.Zone.Length == 0 ? null : options.Value.Zone,
            AdminUrl = Reachable(options.Value.AdminUrl),
            StoreId = applied.Snapshot.StoreId,
            AppliedRevision = applied.Snapshot.Revision.Value,
            IsStopping = lifetime.ApplicationStopping.IsCancellationRequested,
            Quarantined = [.. applied.Quarantined.Select(static row => row.ToString())],
            Draining = DrainReports.Of(table.Pools),
            Certificates =
            [
                .. certificates
                    .Shown.OrderBy(static shown => shown.Certificate.NotAfter)
                    .Take(NodeReport.MostCertificates)
                    .Select(static shown => Report(shown.Listener, shown.Certificate)),
            ],
        };

    /// <summary>The URL as others write it: one that means every address is reached on this machine's own.</summary>
    internal static string Reachable(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Host is "*" or "+" or "0.0.0.0" or "[::]"
            ? $"{address.Scheme}://127.0.0.1:{address.Port}"
            : url;
    }

    private IEnumerable<string> Urls() =>
        [
            .. options.Value.Urls,
            options.Value.AdminUrl,
            .. options.Value.Listeners.Select(static listener => listener.Url),
        ];

    private static CertificateReport Report(Listener listener, LoadedCertificate certificate) =>
        new(
            listener.Name,
            certificate.Source.Name,
            certificate.Subject,
            [.. certificate.Names.Take(NodeReport.MostNames)],
            certificate.NotAfter,
            certificate.Source.File
        );
}
