using LbPlatform.ControlPlane.Loops;
using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Http;

/// <summary>What holds for every request.</summary>
internal static class HttpFeature
{
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
        var options = new ControlPlaneOptions();
        builder.Configuration.GetSection(ControlPlaneOptions.Section).Bind(options);
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, options.Url);
    }

    public static void UseHttp(this WebApplication app) =>
        app.MapGet("/", static () => Results.Redirect("/swagger")).ExcludeFromDescription();
}
