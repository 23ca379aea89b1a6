namespace LbPlatform.Hosting;

/// <summary>A part of a process that knows whether it works.</summary>
public interface IReadinessCheck
{
    /// <summary>How it is now. Called for each /readyz: must not block.</summary>
    IEnumerable<ReadinessLine> Check();
}
