using System.Diagnostics.CodeAnalysis;

namespace LbPlatform.ControlPlane.OpenApi;

/// <summary>What the document says of an endpoint beyond what its handler's signature tells.</summary>
/// <param name="Parameters">Query parameters and headers, by name.</param>
/// <param name="PathExample">A value of the path's parameter that works.</param>
/// <param name="BodyExample">A body that works, as JSON.</param>
internal sealed record EndpointDescription(
    IReadOnlyList<string> Parameters,
    string? PathExample = null,
    [StringSyntax(StringSyntaxAttribute.Json)] string? BodyExample = null
);
