using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Matching;

/// <summary>A condition on a header or a query parameter.</summary>
internal sealed record ConditionRequest
{
    /// <summary>The header's or the parameter's name.</summary>
    /// <example>X-Beta</example>
    public string? Name { get; init; }

    /// <summary>exact (default), prefix, contains, present or absent; compared by case.</summary>
    /// <example>exact</example>
    public string? Kind { get; init; }

    /// <summary>What it is compared with; present and absent have none.</summary>
    /// <example>1</example>
    public string? Value { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static ConditionRequest Read(ObjectReader source)
    {
        var read = new ConditionRequest
        {
            Name = source.Text("name", "\"X-Beta\""),
            Kind = source.Text("kind", "\"exact\""),
            Value = source.Text("value", "\"1\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these conditions; <c>null</c> for none.</summary>
    public static IReadOnlyList<ConditionRequest>? Of(IReadOnlyList<FieldMatch> conditions) =>
        conditions.Count == 0
            ? null
            :
            [
                .. conditions.Select(static condition => new ConditionRequest
                {
                    Name = condition.Name,
                    Kind = EnumWords.Of(condition.Kind),
                    Value = ReadsValue(condition.Kind) ? condition.Value : null,
                }),
            ];

    /// <summary>Whether a condition of this kind compares a value.</summary>
    public static bool ReadsValue(FieldMatchKind kind) =>
        kind is not (FieldMatchKind.Present or FieldMatchKind.Absent);
}
