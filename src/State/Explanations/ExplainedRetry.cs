namespace LbPlatform.State.Explanations;

/// <summary>When this very request is tried elsewhere.</summary>
/// <param name="Attempts">Backends that it is sent to at most, each once.</param>
/// <param name="IsRepeatable">
/// Whether its method allows it to be sent twice. Where not, only what cannot have been acted on is tried elsewhere.
/// </param>
/// <param name="OnReset">Whether a connection that broke before an answer began is reason enough.</param>
/// <param name="OnStatuses">Answers that are reason enough; <c>null</c> where none are.</param>
/// <param name="TryTimeout">How long one attempt may take to begin its answer; <c>null</c> is no limit.</param>
public sealed record ExplainedRetry(
    int Attempts,
    bool IsRepeatable,
    bool OnReset,
    string? OnStatuses,
    string? TryTimeout
);
