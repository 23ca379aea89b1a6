using LbPlatform.EchoBackend;
using LbPlatform.Hosting;

return await LbProcess.RunAsync(() =>
{
    var builder = LbProcess.CreateBuilder(args);
    builder.AddEcho();

    var app = builder.Build();
    app.MapDrills();
    app.MapEcho();
    app.MapGreetings();
    return app;
});
