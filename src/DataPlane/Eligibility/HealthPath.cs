using LbPlatform.DataPlane.Silence;
using LbPlatform.Hosting;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>The health path's end: store → watcher → subscriber → eligibility, without a configuration reload.</summary>
internal static class HealthPath
{
    public static void AddHealthPath(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(static s =>
            HealthReader.Follow(s.GetRequiredService<StoreOptions>())
        );
        services.AddSingleton(static s => new LastGoodCopy<HealthSnapshot>(
            s.GetRequiredService<StoreOptions>().LastGoodFile("dataplane", "health")
        ));
        services.AddSingleton<StoreWatcher<HealthSnapshot>>();
        services.AddHostedService(static s => s.GetRequiredService<StoreWatcher<HealthSnapshot>>());

        services.AddSingleton<EligibilityTable>();
        services.AddSingleton<Ejector>();
        services.AddHostedService<OutlierSweep>();
        services.AddHostedService<SilenceSweep>();
        services.AddHostedService<SlowStartClock>();
        services.AddSingleton<HealthSubscriber>();
        services.AddHostedService(static s => s.GetRequiredService<HealthSubscriber>());

        services.AddSingleton<IReadinessCheck>(static s => new StoreReadiness<HealthSnapshot>(
            "health",
            s.GetRequiredService<StoreWatcher<HealthSnapshot>>(),
            static snapshot => $"{snapshot.Verdicts.Count} verdicts",
            isRequired: false,
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IReadinessCheck, EligibilityReadiness>();
    }
}
