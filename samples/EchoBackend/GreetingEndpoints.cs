using Microsoft.Extensions.Options;

namespace LbPlatform.EchoBackend;

/// <summary>Every path greets, so that one sees who answered; the usual health paths answer 200 with less.</summary>
internal static class GreetingEndpoints
{
    private static readonly string[] HealthPaths =
    [
        "/ping",
        "/health",
        "/health-check",
        "/livez",
        "/readyz",
    ];

    /// <summary>Maps the health paths and, for all the rest, the greeting.</summary>
    public static void MapGreetings(this WebApplication app)
    {
        var echo = app.Services.GetRequiredService<IOptions<EchoOptions>>().Value;
        var greeting = $"Hello from {echo.Name} (:{echo.Port})\n";

        foreach (var path in HealthPaths)
        {
            app.MapGet(path, static () => Results.Text("ok\n"));
        }

        app.MapFallback("{**path}", () => Results.Text(greeting));
    }
}
