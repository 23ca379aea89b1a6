using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.Hosting.Metrics;

/// <summary>GET /metrics.</summary>
public static class MetricsEndpoint
{
    /// <summary>Maps it to the process's <see cref="PrometheusText"/>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        // Made now, so that nothing is missed that counts as it goes.
        var text = endpoints.ServiceProvider.GetRequiredService<PrometheusText>();
        endpoints
            .MapGet("/metrics", () => Results.Text(text.Write(), PrometheusText.ContentType))
            .ExcludeFromDescription();
    }
}
