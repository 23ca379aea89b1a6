using LbPlatform.State.Store.Health;

namespace LbPlatform.Poller.Recording;

/// <summary>Takes what the poller saw, without waiting for the store.</summary>
internal interface IHealthRecorder
{
    /// <summary>A backend is probed from now on, or has another name, pool or URL. Comes before all else about it.</summary>
    void Follow(ProbedBackend backend, BackendHealth health);

    /// <summary>A backend is probed no more.</summary>
    void Unfollow(string backendId);

    /// <summary>A result, the health after it, and the flip if it was one.</summary>
    void Record(ProbeResult result, BackendHealth health, HealthTransition? flip);

    /// <summary>A verdict was taken back; <paramref name="flip"/> says why, unless there was none.</summary>
    void Forget(BackendHealth health, HealthTransition? flip);
}
