using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>Adds the PROXY protocol to the listeners that ask for it, below everything else.</summary>
internal static class ProxyProtocolSetup
{
    public static void UseProxyProtocol(this ListenOptions endpoint, Listener listener)
    {
        if (listener.Proxies is null)
        {
            return;
        }

        var services = endpoint.ApplicationServices;
        var gate = new ProxyProtocolGate(
            listener,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<ProxyProtocolGate>>()
        );
        endpoint.Use(gate.Pass);
    }
}
