using System.Text;
using LbPlatform.DataPlane.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>The listener that clients meet, and its limits.</summary>
internal static class TrafficListener
{
    /// <summary>Connections at a time; further ones are closed at once. Far above what one process serves well.</summary>
    public const int MostConnections = 50_000;

    /// <summary>Longest request line, in bytes; longer ones are answered 414.</summary>
    public const int LongestRequestLine = 16 * 1024;

    /// <summary>Longest request head without its first line, in bytes; longer ones are answered 431.</summary>
    public const int LongestFields = 64 * 1024;

    /// <summary>A head must be complete by then: one that drips in holds a connection.</summary>
    public static readonly TimeSpan HeadTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long an idle connection is kept, as NGINX does.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(75);

    public static void AddTrafficListener(this WebApplicationBuilder builder)
    {
        var options =
            builder.Configuration.GetSection(DataPlaneOptions.Section).Get<DataPlaneOptions>()
            ?? new();
        // Not those of ASPNETCORE_URLS: ours are bound one by one.
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(server =>
        {
            Configure(server);
            foreach (var listener in Listener.All(options))
            {
                Bind(server, listener);
            }
        });
        builder.AddDrain(options.DrainTimeout);
    }

    private static void Configure(KestrelServerOptions server)
    {
        var limits = server.Limits;
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxConcurrentUpgradedConnections = MostConnections;
        limits.MaxRequestLineSize = LongestRequestLine;
        limits.MaxRequestHeadersTotalSize = LongestFields;
        limits.RequestHeadersTimeout = HeadTimeout;
        limits.KeepAliveTimeout = IdleTimeout;
        // Bodies are not ours to judge: any size, any pace. One that stands still ends by ActivityTimeout.
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        // Field values are bytes; Latin-1 keeps each of them.
        server.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        server.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
    }

    private static void Bind(KestrelServerOptions server, Listener listener)
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
            endpoint.Protocols = listener.Protocols;
            endpoint.Use(next => ClientConnection.Note(listener, next));
        }
    }
}
