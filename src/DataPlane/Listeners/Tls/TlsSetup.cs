using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>Adds TLS to the listeners that ask for it.</summary>
internal static class TlsSetup
{
    public static void AddTls(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CertificateStores>();
        builder.Services.AddHostedService<CertificateWatcher>();
        builder.Services.AddHostedService<CertificateMetrics>();
        builder.WebHost.UseKestrelHttpsConfiguration();
    }

    /// <summary>Encrypts the connections of <paramref name="endpoint"/>, where the listener does.</summary>
    public static void UseTls(this ListenOptions endpoint, Listener listener)
    {
        if (listener.Tls is not { } tls)
        {
            return;
        }

        var store = endpoint
            .ApplicationServices.GetRequiredService<CertificateStores>()
            .Of(listener);
        endpoint.UseHttps(
            new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = tls.HandshakeTimeout,
                OnConnection = handshake =>
                    new(
                        store.Handshakes.For(
                            handshake.ClientHelloInfo.ServerName,
                            handshake.Connection
                        )
                    ),
            }
        );
    }
}
