using System.Text;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Listeners.ProxyProtocol;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Protection;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>The listener that clients meet, and its limits.</summary>
internal static class TrafficListener
{
    public static void AddTrafficListener(this WebApplicationBuilder builder)
    {
        var options =
            builder
                .Configuration.GetSection(DataPlaneOptions.Section)
                .Get<DataPlaneOptions>(static binder => binder.ErrorOnUnknownConfiguration = true)
            ?? new();
        // Not those of ASPNETCORE_URLS: ours are bound one by one.
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(server =>
        {
            Configure(server, options.Limits);
            foreach (var listener in Listener.All(options))
            {
                Bind(server, listener, GateOf(listener, server.ApplicationServices, options));
            }
        });
        builder.Services.AddSingleton<ListenerMetrics>();
        builder.AddTls();
        builder.AddHttp3();
        builder.AddDrain(options.DrainTimeout);
    }

    private static void Configure(KestrelServerOptions server, LimitsOptions bounds)
    {
        var limits = server.Limits;
        // Counted by the gate, which says what it refuses.
        limits.MaxConcurrentConnections = null;
        limits.MaxConcurrentUpgradedConnections = null;
        limits.MaxRequestLineSize = bounds.MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = bounds.MaxHeadBytes;
        limits.MaxRequestHeaderCount = bounds.MaxFields;
        limits.RequestHeadersTimeout = bounds.HeadTimeout;
        limits.KeepAliveTimeout = bounds.IdleTimeout;
        // The length of bodies is judged for each listener and route.
        limits.MaxRequestBodySize = null;
        Http2Bounds.Set(limits.Http2);
        limits.MinRequestBodyDataRate = BodyBounds.Rate(
            bounds.MinRequestBytesPerSecond,
            bounds.RateGrace
        );
        limits.MinResponseDataRate = BodyBounds.Rate(
            bounds.MinResponseBytesPerSecond,
            bounds.RateGrace
        );
        // Field values are bytes; Latin-1 keeps each of them.
        server.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        server.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
    }

    private static ConnectionGate GateOf(
        Listener listener,
        IServiceProvider services,
        DataPlaneOptions options
    )
    {
        var gate = new ConnectionGate(
            listener.Limits,
            services.GetRequiredService<OverloadGuard>(),
            options.Overload.PressedIdleTimeout,
            services.GetRequiredService<Refusals>()
        );
        services.GetRequiredService<ListenerMetrics>().Add(listener, gate);
        return gate;
    }

    private static void Bind(KestrelServerOptions server, Listener listener, ConnectionGate gate)
    {
        if (listener.Address is { } address)
        {
            server.Listen(address, listener.Port, Serve);
        }
        else if (listener.IsLocalhost)
        {
            server.ListenLocalhost(listener.Port, Serve);
        }
        else
        {
            server.ListenAnyIP(listener.Port, Serve);
        }

        void Serve(ListenOptions endpoint)
        {
            endpoint.Protocols = Http3Support.Reduce(listener.Protocols);
            // Counted by who connects; judged by whom the PROXY protocol names.
            endpoint.Use(gate.Count);
            endpoint.UseProxyProtocol(listener);
            endpoint.Use(next => ClientConnection.Note(listener, next));
            ((IMultiplexedConnectionBuilder)endpoint).Use(next =>
                ClientConnection.Note(listener, next)
            );
            endpoint.Use(gate.Judge);
            endpoint.UseTls(listener);
        }
    }
}
