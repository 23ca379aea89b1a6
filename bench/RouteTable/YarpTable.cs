using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.RouteTable;

/// <summary>YARP's endpoints with its provider from memory, asked through the routing middleware.</summary>
internal static class YarpTable
{
    private const int LookUps = 100_000;
    private const int Changes = 15;

    public static async Task<Row> MeasureAsync(int count)
    {
        var routes = Enumerable.Range(0, count).Select(static n => Route(n)).ToArray();
        ClusterConfig[] clusters = [new() { ClusterId = SampleRoutes.Pool }];
        await using var app = Build(routes, clusters);
        var pipeline = Pipeline(app);
        var requests = SampleRoutes.Requests(count, 1_000);
        await LookUpAsync(app, pipeline, requests, LookUps / 10);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await LookUpAsync(app, static _ => Task.CompletedTask, requests, LookUps);
        var own = GC.GetTotalAllocatedBytes(precise: true) - before;
        before = GC.GetTotalAllocatedBytes(precise: true);
        var lookUp = await LookUpAsync(app, pipeline, requests, LookUps);
        var lookUpBytes = GC.GetTotalAllocatedBytes(precise: true) - before - own;

        var provider = app.Services.GetRequiredService<InMemoryConfigProvider>();
        var times = new List<double>();
        var bytes = 0L;
        for (var change = 1; change <= Changes; change++)
        {
            var number = 1 + (change * 46 % (count - 1));
            routes = [.. routes];
            routes[number] = Route(number, change);
            before = GC.GetTotalAllocatedBytes(precise: true);
            var start = Stopwatch.GetTimestamp();
            provider.Update(routes, clusters);
            // The change is there when a request meets it.
            await AskAsync(app, pipeline, routes[number]);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            bytes += GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        return new(
            "YARP 2.1",
            lookUp,
            Math.Max(0, (double)lookUpBytes / LookUps),
            times,
            (double)bytes / Changes
        );
    }

    private static WebApplication Build(RouteConfig[] routes, ClusterConfig[] clusters)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddReverseProxy().LoadFromMemory(routes, clusters);
        return builder.Build();
    }

    private static RequestDelegate Pipeline(WebApplication app)
    {
        var pipeline = new ApplicationBuilder(app.Services);
        pipeline.UseRouting();
        // Only which endpoint it is; nothing is forwarded.
        pipeline.Use(static (HttpContext _, RequestDelegate _) => Task.CompletedTask);
        pipeline.UseEndpoints(static endpoints => endpoints.MapReverseProxy());
        return pipeline.Build();
    }

    private static RouteConfig Route(int number, int version = 0)
    {
        var match = SampleRoutes.Match(number, version);
        return new()
        {
            RouteId = $"{number}",
            ClusterId = SampleRoutes.Pool,
            Order = number == 0 ? 1 : 0,
            Match = new()
            {
                Hosts = match.Hosts.Count == 0 ? null : [match.Hosts[0]],
                Path = $"{match.Path.TrimEnd('/')}/{{**rest}}",
            },
        };
    }

    private static async Task<double> LookUpAsync(
        WebApplication app,
        RequestDelegate pipeline,
        (string Host, string Path)[] requests,
        int count
    )
    {
        var elapsed = 0L;
        var context = new DefaultHttpContext { RequestServices = app.Services };
        for (var n = 0; n < count; n++)
        {
            var (host, path) = requests[n % requests.Length];
            context.SetEndpoint(null);
            context.Request.Method = "GET";
            context.Request.Host = new(host);
            context.Request.Path = path;
            var start = Stopwatch.GetTimestamp();
            await pipeline(context);
            elapsed += Stopwatch.GetTimestamp() - start;
        }

        return elapsed * 1e9 / Stopwatch.Frequency / count;
    }

    private static async Task AskAsync(
        WebApplication app,
        RequestDelegate pipeline,
        RouteConfig route
    )
    {
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Request.Method = "GET";
        context.Request.Host = new(route.Match.Hosts?[0] ?? "shop.test");
        context.Request.Path = route.Match.Path!.Replace("{**rest}", "x", StringComparison.Ordinal);
        await pipeline(context);
        if (context.GetEndpoint()?.DisplayName != route.RouteId)
        {
            throw new InvalidOperationException(
                $"{context.Request.Path} met {context.GetEndpoint()?.DisplayName}, not {route.RouteId}."
            );
        }
    }
}
