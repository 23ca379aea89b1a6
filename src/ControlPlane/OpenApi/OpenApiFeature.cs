using Microsoft.OpenApi;

namespace LbPlatform.ControlPlane.OpenApi;

/// <summary>The document of the API at /openapi/v1.json and the page to try it at /swagger; both work offline.</summary>
internal static class OpenApiFeature
{
    public const string DocumentName = "v1";
    public const string DocumentPath = $"/openapi/{DocumentName}.json";

    private const string Description =
        "Says which servers take part and how traffic is spread over them. A write is answered when traffic does it.";

    public static void AddOpenApiDocument(this WebApplicationBuilder builder)
    {
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSwaggerGen(static options =>
        {
            options.SwaggerDoc(
                DocumentName,
                new OpenApiInfo
                {
                    Title = "LbPlatform ControlPlane",
                    Version = DocumentName,
                    Description = Description,
                }
            );
            options.IncludeXmlComments(typeof(OpenApiFeature).Assembly);
            options.IncludeXmlComments(typeof(Backend).Assembly);
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.CustomSchemaIds(SchemaNames.Of);
            options.OperationFilter<DescriptionFilter>();
        });
    }

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapSwagger("/openapi/{documentName}.json");
        app.UseSwaggerUI(static ui =>
        {
            ui.RoutePrefix = "swagger";
            ui.DocumentTitle = "LbPlatform";
            ui.SwaggerEndpoint(DocumentPath, "ControlPlane");
            ui.EnableTryItOutByDefault();
            ui.DisplayRequestDuration();
            ui.DisplayOperationId();
            ui.DefaultModelsExpandDepth(-1);
        });
    }
}
