namespace LbPlatform.Poller.Probing;

/// <summary>What a probe found, and how far it got.</summary>
/// <param name="Result">What is kept of it.</param>
/// <param name="Reach">How far it got.</param>
internal sealed record ProbeReport(ProbeResult Result, ProbeReach Reach);
