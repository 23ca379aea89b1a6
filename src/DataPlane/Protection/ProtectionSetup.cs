using LbPlatform.Hosting;

namespace LbPlatform.DataPlane.Protection;

/// <summary>Adds what keeps the process usable while it is misused.</summary>
internal static class ProtectionSetup
{
    public static void AddProtection(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ProcessResources>();
        services.AddSingleton<Refusals>();
        services.AddSingleton<OverloadGuard>();
        services.AddSingleton<IReadinessCheck, OverloadReadiness>();
        services.AddHostedService<ProtectionWatch>();
    }
}
