namespace LbPlatform.DataPlane.Traffic;

/// <summary>Adds what counts traffic and what shows it.</summary>
internal static class TrafficSetup
{
    public static void AddTraffic(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<TrafficHistograms>();
        services.AddSingleton<TrafficAccount>();
        services.AddSingleton<BackendMetrics>();
        services.AddSingleton<PoolMetrics>();
        services.AddHostedService(static s => s.GetRequiredService<BackendMetrics>());
        services.AddHostedService(static s => s.GetRequiredService<PoolMetrics>());
        services.AddSingleton(static s => s.GetRequiredService<BackendMetrics>().Latencies);
        services.AddSingleton(static s => s.GetRequiredService<PoolMetrics>().Durations);
    }
}
