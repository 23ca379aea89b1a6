namespace LbPlatform.ControlPlane.Http;

/// <summary>A refusal: what is wrong, all of it, and what to do.</summary>
/// <param name="Kind">Its entry of the catalogue.</param>
/// <param name="Detail">What happened this time and the remedy.</param>
/// <param name="Errors">Every refused value.</param>
internal sealed record Problem(ProblemKind Kind, string Detail, IReadOnlyList<FieldError> Errors)
{
    /// <summary>The resource that stands in the way, if one does.</summary>
    public Existing? Existing { get; init; }

    /// <summary>What still needs the resource, where it was to be removed.</summary>
    public IReadOnlyList<Existing>? UsedBy { get; init; }

    /// <summary>What the resource is now, where something else was expected.</summary>
    public LastChange? Current { get; init; }

    /// <summary>The entity tag that the resource has now, where another was expected.</summary>
    public string? EntityTag { get; init; }

    /// <summary>When to try again, where that may help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A refusal without a value to blame.</summary>
    public static Problem Of(ProblemKind kind, string detail) => new(kind, detail, []);

    /// <summary>
    /// One refusal for all the values: of their kind where they share it, else of the kind that says several.
    /// </summary>
    public static Problem Of(IReadOnlyList<FieldError> errors)
    {
        var first = errors[0];
        var kind = errors.All(error => error.Kind == first.Kind) ? first.Kind : Problems.Invalid;
        var detail =
            errors.Count == 1
                ? first.Message
                : $"{errors.Count} values are refused; errors names each and what to write instead.";
        return new Problem(kind, detail, errors);
    }
}
