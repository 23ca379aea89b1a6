using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Verdicts;

/// <summary>What follows from a result for the schedule.</summary>
/// <param name="Pace">How soon the backend is to be probed again.</param>
/// <param name="Witness">Another backend whose probe would settle a doubt, by id; <c>null</c> where there is none.</param>
internal readonly record struct Observation(ProbePace Pace, string? Witness = null);
