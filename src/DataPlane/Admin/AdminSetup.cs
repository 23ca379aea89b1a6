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
            new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
            {
                BaseAddress = ControlPlane(services),
            },
            services.GetRequiredService<NodeIdentity>().Report,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<NodeReporter>>()
        ));
        builder.Services.AddHostedService(static s => s.GetRequiredService<NodeReporter>());
    }

    private static Uri ControlPlane(IServiceProvider services)
    {
        var url = services.GetRequiredService<IOptions<DataPlaneOptions>>().Value.ControlPlaneUrl;
        return new Uri(url.TrimEnd('/') + "/");
    }
}
