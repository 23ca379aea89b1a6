namespace LbPlatform.State.Explanations;

/// <summary>A value of a question that breaks a rule.</summary>
/// <param name="Place">Where it stands: a JSON pointer (RFC 6901), such as <c>/path</c>.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record ExplainProblem(string Place, string Message);
