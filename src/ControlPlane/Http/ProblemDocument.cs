namespace LbPlatform.ControlPlane.Http;

/// <summary>A refusal (RFC 9457).</summary>
/// <param name="Type">Where the kind is explained.</param>
/// <param name="Title">The kind, for people.</param>
/// <param name="Status">The status code.</param>
/// <param name="Detail">What happened and what to do.</param>
/// <param name="Instance">The path of the request.</param>
/// <param name="Code">The kind, for programs.</param>
/// <param name="TraceId">Finds the request in logs.</param>
/// <param name="Errors">Every refused value.</param>
/// <param name="Existing">The resource that stands in the way, with 409.</param>
/// <param name="UsedBy">Resources that need the one that was to be removed, with 409; not more than 10 of a kind.</param>
/// <param name="Current">The change that made the resource what it is, with 412.</param>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    string TraceId,
    IReadOnlyList<ProblemDocument.Error> Errors,
    Existing? Existing,
    IReadOnlyList<Existing>? UsedBy,
    LastChange? Current
)
{
    /// <summary>One refused value.</summary>
    /// <param name="Pointer">Where it stands: a JSON pointer, or the name of a query parameter or header.</param>
    /// <param name="Code">Why, for programs.</param>
    /// <param name="Message">Why, for people, and what to write instead.</param>
    internal sealed record Error(string Pointer, string Code, string Message);
}
