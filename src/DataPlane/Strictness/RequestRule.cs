using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>A rule for the head of a request, once it is read and before anybody is asked. Pure.</summary>
/// <param name="Name">As in <see cref="StrictRule"/>.</param>
/// <param name="Section">As in <see cref="StrictRule"/>.</param>
/// <param name="Refuses">As in <see cref="StrictRule"/>.</param>
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
) : StrictRule(Name, Section, Refuses)
{
    /// <summary>
    /// The answer, which ends the connection: where one message of a client cannot be trusted, nor can the place where
    /// the next one begins.
    /// </summary>
    public ErrorAnswer Answer { get; } =
        new(Reason, $"{Refuses} (RFC {Section})", Status: Status, Closes: true);
}
