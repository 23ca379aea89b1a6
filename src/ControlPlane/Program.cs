using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Affinity;
using LbPlatform.ControlPlane.Backends;
using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Draining;
using LbPlatform.ControlPlane.Explanations;
using LbPlatform.ControlPlane.Health;
using LbPlatform.ControlPlane.Metrics;
using LbPlatform.ControlPlane.Nodes;
using LbPlatform.ControlPlane.Pools;
using LbPlatform.ControlPlane.Revisions;
using LbPlatform.ControlPlane.Routes;
using LbPlatform.ControlPlane.Settings;
using LbPlatform.ControlPlane.Store;
using LbPlatform.ControlPlane.Traffic;
using LbPlatform.Hosting;
using LbPlatform.Hosting.Metrics;

namespace LbPlatform.ControlPlane;

/// <summary>The process that people and programs tell what the platform shall do.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => LbProcess.RunAsync(() => Build(args));

    /// <summary>
    /// The application, ready to be started; the arguments are settings. Tests look in with <paramref name="adjust"/>.
    /// </summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = LbProcess.CreateBuilder(args);
        builder.AddHttp();
        builder.AddStore();
        builder.AddNodes();
        builder.AddChanges();
        builder.AddAddresses();
        builder.AddDraining();
        builder.AddBackends();
        builder.AddPools();
        builder.AddRoutes();
        builder.AddHealth();
        builder.AddTraffic();
        builder.AddExplanations();
        builder.AddMetrics();
        builder.AddOpenApiDocument();
        builder.Services.AddHostedService<StartLog>();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseHttp();
        app.MapBackends();
        app.MapHealth();
        app.MapTraffic();
        app.MapExplanations();
        app.MapPools();
        app.MapRoutes();
        app.MapAffinityKeys();
        app.MapSettings();
        app.MapRevisions();
        app.MapNodes();
        app.MapProblems();
        app.MapReadiness();
        app.MapMetrics();
        app.MapOpenApiDocument();
        return app;
    }
}
