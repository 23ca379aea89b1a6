namespace LbPlatform.ControlPlane.Http;

/// <summary>Says in every answer which revision it is of.</summary>
internal static class RevisionHeader
{
    public const string Name = "LB-Revision";

    /// <summary>Answers that name no revision get the store's last.</summary>
    public static void UseRevisionHeader(this WebApplication app)
    {
        var store = app.Services.GetRequiredService<ConfigurationStore>();
        app.Use(
            (context, next) =>
            {
                context.Response.Headers[Name] = store.Current.Revision.ToString();
                return next(context);
            }
        );
    }
}
