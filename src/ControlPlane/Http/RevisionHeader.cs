namespace LbPlatform.ControlPlane.Http;

/// <summary>Says in every answer which revision it is of.</summary>
internal static class RevisionHeader
{
    public const string Name = "LB-Revision";

    public static void Set(HttpResponse response, Revision revision) =>
        response.Headers[Name] = revision.ToString();

    /// <summary>Answers that name no revision get the store's last.</summary>
    public static void UseRevisionHeader(this WebApplication app)
    {
        var store = app.Services.GetRequiredService<ConfigurationStore>();
        app.Use(
            (context, next) =>
            {
                Set(context.Response, store.Current.Revision);
                return next(context);
            }
        );
    }
}
