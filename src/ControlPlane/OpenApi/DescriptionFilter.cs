using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LbPlatform.ControlPlane.OpenApi;

/// <summary>Puts what endpoints say of themselves into the document.</summary>
internal sealed class DescriptionFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var descriptions = context
            .ApiDescription.ActionDescriptor.EndpointMetadata.OfType<EndpointDescription>()
            .ToList();
        operation.Parameters ??= [];
        foreach (var name in descriptions.SelectMany(static found => found.Parameters).Distinct())
        {
            operation.Parameters.Add(ParameterCatalogue.Find(name));
        }

        if (
            descriptions.Find(static found => found.PathExample is not null) is
            { PathExample: { } path }
        )
        {
            foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
            {
                if (parameter.In == ParameterLocation.Path)
                {
                    parameter.Example = JsonValue.Create(path);
                }
            }
        }

        if (
            descriptions.Find(static found => found.BodyExample is not null) is
            { BodyExample: { } body }
        )
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            {
                ((OpenApiMediaType)content).Example = JsonNode.Parse(body);
            }
        }
    }
}
