using System.Collections.Immutable;

namespace LbPlatform.State.Model;

/// <summary>Fields that a probe sends beside its own, in their order. Equal where names and values are.</summary>
public sealed class ProbeHeaders : IEquatable<ProbeHeaders>
{
    /// <summary>Fields that one probe may have.</summary>
    public const int MostFields = 16;

    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 128;

    /// <summary>Longest value, in characters.</summary>
    public const int LongestValue = 1024;

    private ProbeHeaders(ImmutableArray<KeyValuePair<string, string>> fields) => Fields = fields;

    /// <summary>No fields.</summary>
    public static ProbeHeaders None { get; } = new([]);

    /// <summary>Names and values.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Fields { get; }

    /// <summary>Those fields; of two with one name, in any case, the last.</summary>
    public static ProbeHeaders Of(IEnumerable<KeyValuePair<string, string>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new([
            .. fields
                .GroupBy(static field => field.Key, StringComparer.OrdinalIgnoreCase)
                .Select(static same => same.Last()),
        ]);
    }

    /// <summary>The value of a field; <c>null</c> where there is none of the name.</summary>
    public string? Find(string name)
    {
        foreach (var (known, value) in Fields)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public bool Equals(ProbeHeaders? other) =>
        other is not null && Fields.SequenceEqual(other.Fields);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ProbeHeaders);

    /// <inheritdoc />
    public override int GetHashCode() =>
        Fields.Aggregate(0, static (hash, field) => HashCode.Combine(hash, field.Key, field.Value));
}
