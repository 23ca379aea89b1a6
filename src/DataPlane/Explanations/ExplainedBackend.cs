using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>One backend as the choice sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Status">Whether it may be chosen.</param>
/// <param name="Reason">Why it may not, or what else there is to say; empty where there is nothing.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Tier">Its tier.</param>
/// <param name="InFlight">Requests that it is working on.</param>
/// <param name="Probability">How likely it is to get the request once the pool has it, from 0 to 1.</param>
internal sealed record ExplainedBackend(
    string Name,
    string Url,
    EligibilityStatus Status,
    string Reason,
    int Weight,
    int Tier,
    int InFlight,
    double Probability
);
