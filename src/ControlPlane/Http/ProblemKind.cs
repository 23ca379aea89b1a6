namespace LbPlatform.ControlPlane.Http;

/// <summary>A kind of refusal, as the catalogue has it.</summary>
/// <param name="Code">A short word for programs; never changes.</param>
/// <param name="Status">The status code of an answer that consists of it.</param>
/// <param name="Title">What it is, for people; the same for every occurrence.</param>
internal sealed record ProblemKind(string Code, int Status, string Title);
