using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace LbPlatform.DataPlane.Draining;

/// <summary>Adds what lets backends, and this process, go without a lost request.</summary>
internal static class DrainingSetup
{
    public static void AddDraining(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<DrainClock>();
        services.AddSingleton<SharedPorts>();
        services.AddSingleton<Leaving>();
        services
            .AddOptions<SocketTransportOptions>()
            .Configure<SharedPorts>(
                static (transport, ports) => transport.CreateBoundListenSocket = ports.Bind
            );
    }

    /// <summary>Before everything that answers.</summary>
    public static void UseLeaving(this WebApplication app) =>
        app.Use(app.Services.GetRequiredService<Leaving>().Tell);
}
