namespace LbPlatform.ControlPlane.Http;

/// <summary>What a writer expects of the resource that it changes.</summary>
/// <param name="IfMatch">The header If-Match; <c>null</c> where it is absent.</param>
internal sealed record Precondition(string? IfMatch)
{
    /// <summary>Nothing is expected.</summary>
    public static readonly Precondition None = new((string?)null);

    /// <summary>The refusal where the resource has another revision than the writer read.</summary>
    public Problem? Refuse(string what, Revision revision) =>
        IfMatch is null || EntityTags.Expects(IfMatch, revision)
            ? null
            : Problem.Of(
                Problems.Changed,
                $"{what} has the entity tag {EntityTags.Of(revision)} now, not {Shown.Short(IfMatch)}. Read it again, and send the change with that tag."
            ) with
            {
                EntityTag = EntityTags.Of(revision),
                Current = new(revision.Value),
            };
}
