using LbPlatform.DataPlane.Admin;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Draining;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Explanations;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Listeners.Redirection;
using LbPlatform.DataPlane.Metrics;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Strictness;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.Hosting;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane;

/// <summary>The data plane: HTTP traffic in, to a backend, and back.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        HostTuning.BeforeFirstSocket();
        return LbProcess.RunAsync(() => Build(args));
    }

    /// <summary>The process, ready to run; tests look in with <paramref name="adjust"/>.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = LbProcess.CreateBuilder(args);
        builder.AddOptions();
        builder.AddHostTuning();
        // In the order of their start; they stop in the opposite one: traffic first, what tells of it last.
        builder.AddMetricsText();
        builder.AddExplanations();
        builder.AddAdminListener();
        builder.AddNodeReports();
        builder.AddTrafficReports();
        builder.AddAccessLog();
        builder.AddConfigurationPath();
        builder.AddHealthPath();
        builder.AddTraffic();
        builder.AddDraining();
        builder.AddProtection();
        builder.AddRequestPath();
        builder.AddTrafficListener();
        builder.AddStrictness();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseLeaving();
        app.UseStrictTransport();
        app.UseExplainedRequests();
        app.UseStrictness();
        app.UseListenerAnswers();
        app.MapTraffic();
        return app;
    }

    private static void AddOptions(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<DataPlaneOptions>()
            // A wrong value in a list would drop the whole element without a word otherwise.
            .BindConfiguration(
                DataPlaneOptions.Section,
                static binder => binder.ErrorOnUnknownConfiguration = true
            )
            .ValidateOnStart();
        builder.Services.AddSingleton<
            IValidateOptions<DataPlaneOptions>,
            DataPlaneOptionsValidator
        >();
    }
}
