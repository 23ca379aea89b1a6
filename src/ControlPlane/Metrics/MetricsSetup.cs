using System.Diagnostics.Metrics;
using LbPlatform.Hosting.Metrics;

namespace LbPlatform.ControlPlane.Metrics;

/// <summary>GET /metrics, and OTLP where that is asked for.</summary>
internal static class MetricsSetup
{
    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(static services => new PrometheusText(
            services.GetRequiredService<IMeterFactory>().Create(ControlPlaneMetrics.MeterName),
            []
        ));
        builder.Services.AddHostedService<ControlPlaneMetrics>();
        OtlpExport.AddTo(builder, ControlPlaneOptions.Section, ControlPlaneMetrics.MeterName);
    }
}
