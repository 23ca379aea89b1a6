using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>A header.</summary>
internal sealed record HeaderRequest
{
    /// <summary>The name.</summary>
    /// <example>X-Tier</example>
    public string? Name { get; init; }

    /// <summary>The value, at most 4096 characters.</summary>
    /// <example>beta</example>
    public string? Value { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static HeaderRequest Read(ObjectReader source)
    {
        var read = new HeaderRequest
        {
            Name = source.Text("name", "\"X-Tier\""),
            Value = source.Text("value", "\"beta\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these headers; <c>null</c> for none.</summary>
    public static IReadOnlyList<HeaderRequest>? Of(IReadOnlyList<HeaderField> fields) =>
        fields.Count == 0
            ? null
            :
            [
                .. fields.Select(static field => new HeaderRequest
                {
                    Name = field.Name,
                    Value = field.Value,
                }),
            ];
}
