namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>Adds the graceful stop.</summary>
internal static class DrainSetup
{
    public static void AddDrain(this WebApplicationBuilder builder, TimeSpan timeout)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = timeout);
        builder.Services.AddHostedService<Drain>();
    }
}
