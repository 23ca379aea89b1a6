namespace LbPlatform.ControlPlane.Changes;

/// <summary>What an edit came to: a resource as it is stored now, or a refusal.</summary>
/// <typeparam name="T">The kind of resource.</typeparam>
internal sealed record EditResult<T> : IEditResult
    where T : class
{
    private EditResult(T? resource, Problem? refusal)
    {
        Resource = resource;
        Refusal = refusal;
    }

    /// <summary>The resource after the edit; the one before where it was removed.</summary>
    public T? Resource { get; }

    /// <summary>Why the edit is refused.</summary>
    public Problem? Refusal { get; }

    public bool IsAccepted => Refusal is null;

    public static EditResult<T> Accept(T resource) => new(resource, null);

    public static EditResult<T> Refuse(Problem refusal) => new(null, refusal);

    public static EditResult<T> Refuse(IReadOnlyList<FieldError> errors) =>
        new(null, Problem.Of(errors));
}
