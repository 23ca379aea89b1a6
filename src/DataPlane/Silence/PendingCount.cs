namespace LbPlatform.DataPlane.Silence;

/// <summary>How many attempts at one backend wait for the beginning of their answers, and for how long.</summary>
/// <param name="Passed">Those that began after its last answer and have waited as long as any may: they speak against it.</param>
/// <param name="Restless">Those that began after its last answer and have waited half as long or longer: it is no witness.</param>
/// <param name="Long">All others that have waited as long as any may: what takes long here, though the backend answers.</param>
internal readonly record struct PendingCount(int Passed, int Restless, int Long)
{
    /// <summary>With one attempt more.</summary>
    /// <param name="waits">How long it has waited.</param>
    /// <param name="isPassed">Whether the backend has answered nothing since it was its turn.</param>
    /// <param name="silence">How long any may wait.</param>
    public PendingCount With(TimeSpan waits, bool isPassed, TimeSpan silence) =>
        new(
            Passed + (isPassed && waits >= silence ? 1 : 0),
            Restless + (isPassed && waits >= silence / 2 ? 1 : 0),
            Long + (!isPassed && waits >= silence ? 1 : 0)
        );
}
