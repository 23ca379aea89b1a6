namespace LbPlatform.DataPlane.Forwarding;

/// <summary>The outcome of one attempt.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Reason">The word for it: a probe outcome's (refused, timeout, dns, tls, reset, protocol, forbidden).</param>
/// <param name="ClientStatus">Where the client is at fault, the status that says how; 0 otherwise.</param>
/// <param name="Detail">What was seen and what to do, where the word does not say enough.</param>
internal readonly record struct Attempt(
    AttemptResult Result,
    string Reason,
    int ClientStatus = 0,
    string Detail = ""
)
{
    /// <summary>All went well.</summary>
    public static readonly Attempt Answered = new(AttemptResult.Answered, "ok");

    /// <summary>The word, with the detail where there is one.</summary>
    public string Told => string.IsNullOrEmpty(Detail) ? Reason : $"{Reason}, {Detail}";
}
