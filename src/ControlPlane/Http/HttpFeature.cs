using LbPlatform.ControlPlane.Loops;
using LbPlatform.ControlPlane.Nodes;
using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Http;

/// <summary>What holds for every request.</summary>
internal static class HttpFeature
{
    /// <summary>Connections that are open at once; beyond, one is closed at once instead of taking memory.</summary>
    public const int MostConnections = 1024;

    public static void AddHttp(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<ControlPlaneOptions>()
            .BindConfiguration(ControlPlaneOptions.Section)
            .ValidateOnStart();
        builder.Services.AddSingleton<
            IValidateOptions<ControlPlaneOptions>,
            ControlPlaneOptionsValidator
        >();
        builder.Services.ConfigureHttpJsonOptions(static json =>
            ApiJson.Configure(json.SerializerOptions)
        );
        builder.Services.AddSingleton<PlatformListeners>();
        // A page of another origin that was given this machine's address by its own DNS must not reach the API.
        builder.Services.AddHostFiltering(hosts =>
            hosts.AllowedHosts =
                builder.Configuration["AllowedHosts"]?.Split(';')
                ?? ["localhost", "127.0.0.1", "[::1]"]
        );
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = NodeReportReader.MostBytes;
        });
        var options = new ControlPlaneOptions();
        builder.Configuration.GetSection(ControlPlaneOptions.Section).Bind(options);
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, options.Url);
    }

    public static void UseHttp(this WebApplication app)
    {
        app.UseRevisionHeader();
        app.UseMiddleware<RefusalMiddleware>();
        app.UseRouting();
        app.MapGet("/", static () => Results.Redirect("/swagger")).ExcludeFromDescription();
    }
}
