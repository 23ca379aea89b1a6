using LbPlatform.Hosting;
using LbPlatform.StandIn;
using LbPlatform.State.Store;

// Plays ControlPlane, DataPlane or Poller for the command's tests: the part is the name of its own file.
return await LbProcess.RunAsync(() =>
{
    var builder = LbProcess.CreateBuilder(args);
    var role = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]).Split('.')[^1];
    var directory = builder.Configuration["Store:Directory"]!;
    if (File.Exists(Path.Combine(directory, $"refuse-{role}")))
    {
        throw new StoreUnavailableException($"{role} was told to refuse.");
    }

    var url = builder.Configuration[
        role == "ControlPlane" ? "ControlPlane:Url" : $"{role}:AdminUrl"
    ];
    builder.WebHost.UseUrls(url!);
    builder.Logging.SetMinimumLevel(LogLevel.Warning);

    var app = builder.Build();
    app.MapReadiness();
    app.MapGet("/arguments", () => Results.Text(string.Join(' ', args)));
    if (role == "ControlPlane")
    {
        app.MapPlayedApi(directory);
    }

    app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"{role} listening"));
    app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine($"{role} stopped"));
    return app;
});
