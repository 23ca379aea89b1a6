using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LbPlatform.Hosting;

/// <summary>
/// /livez (the process runs) and /readyz (it can do its work), after Kubernetes; /healthz is the old name of the
/// latter. The status code decides; the body says why.
/// </summary>
public static class ReadinessEndpoints
{
    /// <summary>Maps the three.</summary>
    public static void MapReadiness(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapGet("/livez", static () => Results.Text("ok\n")).ExcludeFromDescription();
        endpoints.MapGet("/readyz", Ready).ExcludeFromDescription();
        endpoints.MapGet("/healthz", Ready).ExcludeFromDescription();
    }

    private static IResult Ready(HttpContext context)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        List<ReadinessLine> lines =
        [
            .. context
                .RequestServices.GetServices<IReadinessCheck>()
                .SelectMany(static check => check.Check()),
        ];
        // An admin listener answers before the process's own listener is open.
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            lines.Add(new("process", ReadinessState.NotReady, "starting"));
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            lines.Add(new("process", ReadinessState.NotReady, "stopping"));
        }

        var worst = lines.Count == 0 ? ReadinessState.Ready : lines.Min(static line => line.State);
        var verdict = worst switch
        {
            ReadinessState.Ready => "ready",
            ReadinessState.Degraded => "ready, degraded",
            _ => "not ready",
        };
        return Results.Text(
            string.Join('\n', lines.Select(static line => line.ToString()).Append(verdict)) + "\n",
            statusCode: worst == ReadinessState.NotReady
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status200OK
        );
    }
}
