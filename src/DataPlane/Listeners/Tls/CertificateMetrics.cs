using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Metrics;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>When each certificate ends, for an alert of one's own.</summary>
internal sealed class CertificateMetrics(CertificateStores stores, DataPlaneMeter meter)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        meter.Meter.CreateObservableGauge(
            "lb.certificate.expiry.timestamp",
            Observe,
            "s",
            "When the certificate expires, as a Unix time."
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<long>> Observe() =>
        stores.Shown.Select(static shown => new Measurement<long>(
            shown.Certificate.NotAfter.ToUnixTimeSeconds(),
            new("listener", shown.Listener.Name),
            new("name", shown.Certificate.Source.Name),
            new("sni", shown.Certificate.Names[0])
        ));
}
