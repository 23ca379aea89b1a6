namespace LbPlatform.DataPlane.Forwarding;

/// <summary>The outcome of one attempt.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Reason">The word for it: a probe outcome's (refused, timeout, dns, tls, reset, protocol).</param>
/// <param name="ClientStatus">Where the client is at fault, the status that says how; 0 otherwise.</param>
/// <param name="Fault">Where the backend's response is at fault, what is wrong with it; else <c>null</c>.</param>
internal readonly record struct Attempt(
    AttemptResult Result,
    string Reason,
    int ClientStatus = 0,
    string? Fault = null
)
{
    /// <summary>All went well.</summary>
    public static readonly Attempt Answered = new(AttemptResult.Answered, "ok");
}
