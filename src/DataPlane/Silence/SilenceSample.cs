namespace LbPlatform.DataPlane.Silence;

/// <summary>What is known of one backend when it is asked which ones of its pool are silent.</summary>
/// <param name="Quiet">The time since its last answer began; <c>null</c> where it never answered.</param>
/// <param name="Pending">Its attempts that wait for their answers.</param>
/// <param name="Answers">Answers that began lately.</param>
/// <param name="Quick">Those of them that began before any may wait no longer.</param>
/// <param name="IsEligible">Whether it takes traffic.</param>
/// <param name="IsOnTrial">Whether it was silent before, and has not answered since it was taken in again.</param>
internal readonly record struct SilenceSample(
    TimeSpan? Quiet,
    PendingCount Pending,
    long Answers,
    long Quick,
    bool IsEligible = true,
    bool IsOnTrial = false
);
