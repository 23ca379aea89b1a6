using System.Diagnostics.CodeAnalysis;

namespace LbPlatform.ControlPlane.OpenApi;

/// <summary>How endpoints describe themselves for the document.</summary>
internal static class EndpointDescriptions
{
    /// <summary>The refusals that any write may meet, beside those that it names itself.</summary>
    private static readonly int[] WriteRefusals = [400, 503];

    private static readonly int[] BodyRefusals = [409, 413, 415];

    /// <summary>Names the query parameters.</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint,
        params string[] parameters
    ) => endpoint.WithMetadata(new EndpointDescription(parameters));

    /// <summary>Gives a value of the path's parameter that works.</summary>
    public static RouteHandlerBuilder WithPathExample(
        this RouteHandlerBuilder endpoint,
        string example
    ) => endpoint.WithMetadata(new EndpointDescription([], PathExample: example));

    /// <summary>Says what every write with a body takes, with a body that works.</summary>
    public static RouteHandlerBuilder DescribesWrite<TBody>(
        this RouteHandlerBuilder endpoint,
        [StringSyntax(StringSyntaxAttribute.Json)] string example
    )
        where TBody : notnull =>
        endpoint
            .Accepts<TBody>(JsonBody.Json)
            .WithMetadata(new EndpointDescription([], BodyExample: example))
            .DescribesWrite()
            .Refuses(BodyRefusals);

    /// <summary>Says what every write of an existing resource takes.</summary>
    public static RouteHandlerBuilder DescribesChange(this RouteHandlerBuilder endpoint) =>
        endpoint.Describe("If-Match").Refuses(404, 412);

    /// <summary>Says what every merge patch takes, with a patch that works.</summary>
    public static RouteHandlerBuilder DescribesPatch<TBody>(
        this RouteHandlerBuilder endpoint,
        [StringSyntax(StringSyntaxAttribute.Json)] string example
    )
        where TBody : notnull =>
        endpoint
            .Accepts<TBody>(JsonBody.MergePatch, JsonBody.Json)
            .WithMetadata(new EndpointDescription([], BodyExample: example))
            .DescribesWrite()
            .DescribesChange()
            .Refuses(BodyRefusals);

    /// <summary>Says what every write takes.</summary>
    public static RouteHandlerBuilder DescribesWrite(this RouteHandlerBuilder endpoint) =>
        endpoint.Describe("dryRun", "Prefer", "LB-Actor").Refuses(WriteRefusals);

    /// <summary>Names status codes of refusals.</summary>
    public static T Refuses<T>(this T endpoint, params int[] statuses)
        where T : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            endpoint.WithMetadata(
                new ProducesResponseTypeMetadata(
                    status,
                    typeof(ProblemDocument),
                    [ProblemResult.MediaType]
                )
            );
        }

        return endpoint;
    }
}
