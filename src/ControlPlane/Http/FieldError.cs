namespace LbPlatform.ControlPlane.Http;

/// <summary>One value that is refused.</summary>
/// <param name="Pointer">Where it stands: a JSON pointer (RFC 6901), or the name of a query parameter or header.</param>
/// <param name="Kind">Why.</param>
/// <param name="Message">Why, for people, and what to write instead.</param>
internal sealed record FieldError(string Pointer, ProblemKind Kind, string Message);
