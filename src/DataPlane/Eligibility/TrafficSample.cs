namespace LbPlatform.DataPlane.Eligibility;

/// <summary>What one backend answered between two sweeps.</summary>
/// <param name="Requests">Answers.</param>
/// <param name="Failures">Those that count as failed.</param>
/// <param name="Total">The time that all of them took to begin.</param>
internal readonly record struct TrafficSample(int Requests, int Failures, TimeSpan Total)
{
    /// <summary>The share of good answers, 0 to 1; 1 where there were none.</summary>
    public double SuccessRate => Requests == 0 ? 1 : 1 - Math.Min(1, (double)Failures / Requests);

    /// <summary>The mean time until an answer began.</summary>
    public TimeSpan Mean => Requests == 0 ? TimeSpan.Zero : Total / Requests;
}
