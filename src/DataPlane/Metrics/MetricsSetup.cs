using LbPlatform.Hosting.Metrics;

namespace LbPlatform.DataPlane.Metrics;

/// <summary>GET /metrics on the admin listener.</summary>
internal static class MetricsSetup
{
    public static void AddMetricsText(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DataPlaneMeter>();
        builder.Services.AddSingleton(static services => new PrometheusText(
            services.GetRequiredService<DataPlaneMeter>().Meter,
            services.GetServices<ObservedHistogram>()
        ));
        builder.Services.AddHostedService<DataPlaneMetrics>();
        OtlpExport.AddTo(builder, DataPlaneOptions.Section, DataPlaneMeter.Name);
    }
}
