using System.Globalization;
using Microsoft.Extensions.Options;

namespace LbPlatform.EchoBackend;

/// <summary>POST /_demo/fail, /_demo/delay?ms=, /_demo/recover: a failure on request, to watch the platform answer it.</summary>
internal static class DrillEndpoints
{
    /// <summary>Maps the three, and plays the fault on every other path.</summary>
    public static void MapDrills(this WebApplication app)
    {
        var name = app.Services.GetRequiredService<IOptions<EchoOptions>>().Value.Name;
        var drill = app.Services.GetRequiredService<Drill>();

        app.Use(
            async (context, next) =>
            {
                if (
                    context.Request.Path.StartsWithSegments("/_demo", StringComparison.Ordinal)
                    || await PlayAsync(context, drill.Current, name)
                )
                {
                    await next(context);
                }
            }
        );
        app.UseRouting();
        app.MapPost(
            "/_demo/fail",
            () =>
            {
                drill.Fail();
                return Results.Text($"{name} answers 500 from now on\n");
            }
        );
        app.MapPost(
            "/_demo/recover",
            () =>
            {
                drill.Recover();
                return Results.Text($"{name} is well again\n");
            }
        );
        app.MapPost("/_demo/delay", (string? ms) => Delay(drill, name, ms));
    }

    /// <summary>False where the fault itself was the answer.</summary>
    private static async Task<bool> PlayAsync(HttpContext context, Drill.Fault fault, string name)
    {
        if (fault.Delay > TimeSpan.Zero)
        {
            var time = context.RequestServices.GetRequiredService<TimeProvider>();
            await Task.Delay(fault.Delay, time, context.RequestAborted);
        }

        if (!fault.Fails)
        {
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        await context.Response.WriteAsync($"{name} plays a failure\n", context.RequestAborted);
        return false;
    }

    private static IResult Delay(Drill drill, string name, string? ms)
    {
        var most = Drill.LongestDelay.TotalMilliseconds;
        if (
            !int.TryParse(ms, NumberStyles.None, CultureInfo.InvariantCulture, out var delay)
            || delay > most
        )
        {
            return Results.Text(
                $"Give the delay in milliseconds, 0 to {most}: POST /_demo/delay?ms=500\n",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        drill.Slow(TimeSpan.FromMilliseconds(delay));
        return Results.Text($"{name} takes {delay} ms longer from now on\n");
    }
}
