using LbPlatform.DataPlane.Eligibility;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>Says why: of made-up requests on the admin listener, of real ones to those who have the token.</summary>
internal static class ExplainSetup
{
    public static void AddExplanations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Explainer>();
        builder.Services.AddSingleton<DeliveryExplainer>();
        builder.Services.AddSingleton<ExplainEndpoint>();
    }

    public static void MapExplain(this IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<ExplainEndpoint>();
        endpoints.MapPost(
            "/explain",
            async context => await (await endpoint.AnswerAsync(context)).ExecuteAsync(context)
        );
    }

    /// <summary>Before everything that may refuse a request; no step at all where no token is set.</summary>
    public static void UseExplainedRequests(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<DataPlaneOptions>>().Value;
        if (options.ExplainToken.Length == 0)
        {
            return;
        }

        var token = new ExplainToken(options.ExplainToken);
        var table = app.Services.GetRequiredService<EligibilityTable>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(next =>
            context =>
            {
                if (token.IsIn(context.Request.Headers))
                {
                    RequestTrace.Begin(context, table, time);
                }

                return next(context);
            }
        );
    }
}
