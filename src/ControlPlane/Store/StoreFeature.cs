using LbPlatform.Hosting;

namespace LbPlatform.ControlPlane.Store;

/// <summary>The store that this process alone writes.</summary>
internal static class StoreFeature
{
    public static void AddStore(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConfigurationStore>();
        builder.Services.AddSingleton<StoreKeeper>();
        builder.Services.AddHostedService(static services =>
            services.GetRequiredService<StoreKeeper>()
        );
        builder.Services.AddSingleton<IReadinessCheck>(static services =>
            services.GetRequiredService<StoreKeeper>()
        );
    }
}
