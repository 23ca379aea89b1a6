namespace LbPlatform.State.Model;

/// <summary>A field that an answer's head must have. Where it has several of the name, one that fits is enough.</summary>
public sealed record ExpectedHeader
{
    /// <summary>No field is expected.</summary>
    public static ExpectedHeader None { get; } = new();

    /// <summary>The field's name, in any case; empty expects nothing.</summary>
    public string Name { get; init; } = "";

    /// <summary>The whole value; <c>null</c> is any.</summary>
    public string? Value { get; init; }

    /// <summary>A part of the value; <c>null</c> is any. Case matters, as it does in <see cref="Value"/>.</summary>
    public string? Contains { get; init; }

    /// <summary>Whether one of the field's values fits.</summary>
    public bool IsMetBy(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (Value is null || Value == value)
            && (Contains is null || value.Contains(Contains, StringComparison.Ordinal));
    }

    /// <summary>As a person would say it: <c>x-ready: yes</c>.</summary>
    public override string ToString() =>
        (Value, Contains) switch
        {
            ({ } whole, _) => $"{Name}: {whole}",
            (_, { } part) => $"{Name} with '{part}'",
            _ => Name,
        };
}
