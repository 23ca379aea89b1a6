using LbPlatform.DataPlane.Traffic;
using LbPlatform.State.Nodes;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Admin;

/// <summary>What tells of this process: its admin listener and its reports to ControlPlane.</summary>
internal static class AdminSetup
{
    public static void AddAdminListener(this WebApplicationBuilder builder) =>
        builder.Services.AddHostedService<AdminListener>();

    public static void AddNodeReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NodeIdentity>();
        builder.Services.AddSingleton(static services => new NodeReporter(
            Client(services),
            services.GetRequiredService<NodeIdentity>().Report,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<NodeReporter>>()
        ));
        builder.Services.AddHostedService(static s => s.GetRequiredService<NodeReporter>());
    }

    /// <summary>Tells ControlPlane what traffic met. Before the reports of the node, so that its last word is told while the node is known.</summary>
    public static void AddTrafficReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TrafficReports>();
        builder.Services.AddHostedService(static services => new TrafficReporter(
            Client(services),
            services.GetRequiredService<TrafficReports>(),
            services.GetRequiredService<NodeIdentity>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<TrafficReporter>>()
        ));
    }

    private static HttpClient Client(IServiceProvider services) =>
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
        {
            BaseAddress = ControlPlane(services),
        };

    private static Uri ControlPlane(IServiceProvider services)
    {
        var url = services.GetRequiredService<IOptions<DataPlaneOptions>>().Value.ControlPlaneUrl;
        return new Uri(url.TrimEnd('/') + "/");
    }
}
