using LbPlatform.Hosting;
using LbPlatform.Poller;

return await LbProcess.RunAsync(() =>
{
    var builder = LbProcess.CreateBuilder(args);
    builder
        .AddPollerOptions()
        .AddConfigurationWatcher() // config.db -> snapshots
        .AddRecorder() // results -> health.db
        .AddProbes() // snapshots -> probes -> verdicts
        .AddDiagnostics();

    var app = builder.Build();
    app.MapReadiness();
    return app;
});
