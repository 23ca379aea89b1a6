using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LbPlatform.EchoBackend;

/// <summary>The sample backend's parts: options, listener, drill.</summary>
internal static class EchoSetup
{
    /// <summary>Both loopback addresses, because clients try either for <c>localhost</c>.</summary>
    public static void AddEcho(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<EchoOptions>()
            .Bind(builder.Configuration)
            .ValidateOnStart()
            .Services.AddSingleton<IValidateOptions<EchoOptions>, EchoOptions.Validator>();
        builder.Services.AddSingleton<Drill>();
        builder.Services.AddHostedService<StartAndStopLines>();
        builder
            .Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<EchoOptions>>(
                static (kestrel, echo) =>
                {
                    kestrel.AddServerHeader = false;
                    // A body is read, hashed and forgotten: its size costs no memory.
                    kestrel.Limits.MaxRequestBodySize = null;
                    kestrel.ListenLocalhost(echo.Value.Port);
                }
            );
    }
}
