using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>POST /explain on the admin listener. ControlPlane asks it on behalf of its own clients.</summary>
internal static class ExplainEndpoint
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static void AddExplanations(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<Explainer>();

    public static void MapExplain(this IEndpointRouteBuilder endpoints)
    {
        var explainer = endpoints.ServiceProvider.GetRequiredService<Explainer>();
        endpoints.MapPost("/explain", context => AnswerAsync(context, explainer));
    }

    private static async Task AnswerAsync(HttpContext context, Explainer explainer)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = ExplainRequest.LongestBody;
        }

        ExplainRequest? asked = null;
        string? fault;
        try
        {
            asked = await JsonSerializer.DeserializeAsync<ExplainRequest>(
                context.Request.Body,
                Json,
                context.RequestAborted
            );
            fault = asked is null ? "The body is null; write a request." : FaultOf(asked);
        }
        catch (JsonException failure)
        {
            fault = failure.Message;
        }

        if (fault is not null || asked is null)
        {
            await Results
                .Problem(fault, statusCode: StatusCodes.Status400BadRequest)
                .ExecuteAsync(context);
            return;
        }

        await Results.Json(explainer.Explain(asked), Json).ExecuteAsync(context);
    }

    private static string? FaultOf(ExplainRequest asked) =>
        asked.Method is not { Length: > 0 } ? "method is empty; write for example GET."
        : asked.Path is not { Length: > 0 } ? "path is empty; write for example /."
        : asked.Host is null ? "host is null; leave it out, or write for example shop.test."
        : asked.Headers is null || asked.Headers.Count > ExplainRequest.MostHeaders
            ? $"headers must be an object of at most {ExplainRequest.MostHeaders} fields."
        : asked.Headers.Any(static field => field.Key.Length == 0 || field.Value is null)
            ? "headers has a field without name or value."
        : asked.Client is { } client && !IPAddress.TryParse(client, out _)
            ? $"client is '{client}', which is no IP address."
        : null;
}
