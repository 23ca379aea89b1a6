namespace LbPlatform.Poller.Probing;

/// <summary>An answer that has been looked at.</summary>
/// <param name="StatusCode">HTTP's status code; <c>null</c> where there is none.</param>
/// <param name="Fault">What is wrong with it; <c>null</c> where it is as expected.</param>
internal readonly record struct ProbeAnswer(int? StatusCode, ProbeFault? Fault);
