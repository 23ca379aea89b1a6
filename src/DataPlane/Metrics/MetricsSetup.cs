namespace LbPlatform.DataPlane.Metrics;

/// <summary>GET /metrics on the admin listener.</summary>
internal static class MetricsSetup
{
    public static void AddMetricsText(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DataPlaneMeter>();
        builder.Services.AddSingleton<PrometheusText>();
    }

    public static void MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        var text = endpoints.ServiceProvider.GetRequiredService<PrometheusText>();
        endpoints.MapGet("/metrics", () => Results.Text(text.Write(), PrometheusText.ContentType));
    }
}
