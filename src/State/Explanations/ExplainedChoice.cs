namespace LbPlatform.State.Explanations;

/// <summary>Who gets a request.</summary>
/// <param name="Kind">How sure that is.</param>
/// <param name="Backend">The backend; <c>null</c> where lots are drawn, or there is none.</param>
public sealed record ExplainedChoice(ChoiceKind Kind, string? Backend);
