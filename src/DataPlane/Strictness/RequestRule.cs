using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>One reason to refuse a request before anybody is asked. Pure.</summary>
/// <param name="Name">What it is called in tests and in docs/strictness.md; never changed.</param>
/// <param name="Section">The number of the RFC, and the section that says so.</param>
/// <param name="Refuses">What is wrong with the request, as a sentence for the client.</param>
/// <param name="IsBroken">Whether a request breaks it.</param>
/// <param name="Reason">The reason in the answer.</param>
/// <param name="Status">Another status than the reason's; 0 for the reason's.</param>
internal sealed record RequestRule(
    string Name,
    string Section,
    string Refuses,
    Func<RequestHead, bool> IsBroken,
    ErrorReason Reason = ErrorReason.BadRequest,
    int Status = 0
)
{
    /// <summary>
    /// The answer, which ends the connection: where one message of a client cannot be trusted, nor can the place where
    /// the next one begins.
    /// </summary>
    public ErrorAnswer Answer { get; } =
        new(Reason, $"{Refuses} (RFC {Section})", Status: Status, Closes: true);
}
