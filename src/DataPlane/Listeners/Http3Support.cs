using System.Net.Quic;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>HTTP/3 where the platform has QUIC (on Linux: the library msquic); where it has not, it is left out and said.</summary>
internal static class Http3Support
{
    /// <summary>Whether QUIC is to be had here.</summary>
    public static bool IsThere =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        && QuicListener.IsSupported;

    /// <summary>What is left of <paramref name="wanted"/> on this platform.</summary>
    public static HttpProtocols Reduce(HttpProtocols wanted) =>
        IsThere ? wanted : wanted & ~HttpProtocols.Http3;

    public static void AddHttp3(this WebApplicationBuilder builder)
    {
        if (IsThere)
        {
            builder.WebHost.UseQuic();
        }

        builder.Services.AddHostedService<Http3Notice>();
    }
}
