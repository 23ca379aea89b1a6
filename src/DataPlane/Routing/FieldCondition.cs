using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Routing;

/// <summary>A condition on a header or a query parameter, ready to be asked. Immutable.</summary>
/// <param name="Name">The name; of a parameter in canonical form.</param>
/// <param name="Kind">How values are compared.</param>
/// <param name="Value">What they are compared with; of a parameter in canonical form.</param>
internal sealed record FieldCondition(string Name, FieldMatchKind Kind, string Value)
{
    /// <summary>A condition on a header.</summary>
    public static FieldCondition OfHeader(FieldMatch match) =>
        new(match.Name, match.Kind, match.Value);

    /// <summary>A condition on a query parameter.</summary>
    public static FieldCondition OfParameter(FieldMatch match) =>
        new(QueryText.Canonical(match.Name), match.Kind, QueryText.Canonical(match.Value));

    /// <summary>Whether one value meets it.</summary>
    public bool Accepts(ReadOnlySpan<char> value) =>
        Kind switch
        {
            FieldMatchKind.Exact => value.SequenceEqual(Value),
            FieldMatchKind.Prefix => value.StartsWith(Value, StringComparison.Ordinal),
            FieldMatchKind.Contains => value.Contains(Value, StringComparison.Ordinal),
            FieldMatchKind.Present => true,
            _ => false,
        };
}
