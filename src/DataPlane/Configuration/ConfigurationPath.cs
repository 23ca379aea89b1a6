using LbPlatform.Hosting;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>The write path's end: store → watcher → subscriber → translator, routes → provider → YARP → listener.</summary>
internal static class ConfigurationPath
{
    public static void AddConfigurationPath(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(static s =>
            ConfigurationReader.Follow(s.GetRequiredService<StoreOptions>())
        );
        services.AddSingleton(static s => new LastGoodCopy<ConfigurationSnapshot>(
            s.GetRequiredService<StoreOptions>().LastGoodFile("dataplane", "configuration")
        ));
        services.AddSingleton<StoreWatcher<ConfigurationSnapshot>>();
        services.AddHostedService(static s =>
            s.GetRequiredService<StoreWatcher<ConfigurationSnapshot>>()
        );

        services.AddSingleton<Quarantine>();
        services.AddSingleton<RoutePlans>();
        services.AddSingleton<AppliedConfiguration>();
        services.AddSingleton<SnapshotProxyConfigProvider>();
        services.AddSingleton<IProxyConfigProvider>(static s =>
            s.GetRequiredService<SnapshotProxyConfigProvider>()
        );
        services.AddSingleton<AppliedListener>();
        services.AddSingleton<IConfigChangeListener>(static s =>
            s.GetRequiredService<AppliedListener>()
        );
        services.AddSingleton<RouteCompiler>();
        services.AddHostedService<ConfigurationSubscriber>();

        services.AddSingleton<IReadinessCheck, AppliedReadiness>();
        services.AddSingleton<IReadinessCheck>(
            static s => new StoreReadiness<ConfigurationSnapshot>(
                "configuration",
                s.GetRequiredService<StoreWatcher<ConfigurationSnapshot>>(),
                static snapshot => $"revision {snapshot.Revision}",
                isRequired: true,
                s.GetRequiredService<TimeProvider>()
            )
        );
    }
}
