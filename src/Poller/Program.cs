using LbPlatform.Hosting;
using LbPlatform.Hosting.Metrics;
using LbPlatform.Poller;

return await LbProcess.RunAsync(() =>
{
    var builder = LbProcess.CreateBuilder(args);
    builder
        .AddPollerOptions()
        .AddConfigurationWatcher() // config.db -> snapshots
        .AddRecorder() // results -> health.db
        .AddProbes() // snapshots -> probes -> verdicts
        .AddDiagnostics()
        .AddMetrics();

    var app = builder.Build();
    app.MapReadiness();
    app.MapMetrics();
    return app;
});
