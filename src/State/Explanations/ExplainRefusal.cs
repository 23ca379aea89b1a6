namespace LbPlatform.State.Explanations;

/// <summary>Why a data plane does not answer a question.</summary>
/// <param name="Errors">Every value that is refused.</param>
public sealed record ExplainRefusal(IReadOnlyList<ExplainProblem> Errors)
{
    /// <summary>Most errors that are told.</summary>
    public const int MostErrors = 100;
}
