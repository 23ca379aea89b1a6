using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Changes;

namespace LbPlatform.ControlPlane.Settings;

/// <summary>/settings: what holds for every pool.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder endpoints)
    {
        var settings = endpoints.MapGroup("/settings").WithTags("Settings");
        settings
            .MapGet("/", Get)
            .WithName("GetSettings")
            .WithSummary("What holds for every pool unless it says otherwise")
            .Produces<SettingsResponse>();
        settings
            .MapPatch("/", UpdateAsync)
            .WithName("UpdateSettings")
            .WithSummary(
                "Change how backends are probed and where they may be; null is the default as shipped"
            )
            .DescribesWrite<SettingsPatch>("""{"probe":{"interval":"5s"}}""")
            .Produces<SettingsResponse>()
            .DescribesChange();
    }

    private static Answer Get(HttpRequest request, ConfigurationStore store) =>
        Show(store.Current.Settings, store.Current).UnlessKnown(request);

    private static Task<IResult> UpdateAsync(
        HttpContext context,
        Committer committer,
        SurroundingsReader surroundings
    ) =>
        committer.CommitAsync(
            context,
            (patch, stop) =>
                patch.ContainsKey("addresses")
                    ? surroundings.ReadAllAsync(stop)
                    : Task.FromResult(ResolvedHosts.None),
            static (draft, write, patch, hosts) =>
                SettingsEdits.Update(draft, write.Precondition, patch, hosts),
            Show
        );

    private static Answer Show(PlatformSettings settings, ConfigurationSnapshot current) =>
        new(200, SettingsResponse.Of(settings)) { Tag = settings.Revision };
}
