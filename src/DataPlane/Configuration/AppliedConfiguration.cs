using System.Collections.Immutable;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>What traffic is served by: for /readyz and for the reports to ControlPlane.</summary>
internal sealed class AppliedConfiguration
{
    private readonly TaskCompletionSource _first = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private volatile Translation? _translation;

    /// <summary>Ends when the first one is in force.</summary>
    public Task First => _first.Task;

    /// <summary>Whether any configuration is in force.</summary>
    public bool IsAny => _translation is not null;

    /// <summary>The snapshot in force; empty before the first.</summary>
    public ConfigurationSnapshot Snapshot => _translation?.Usable ?? ConfigurationSnapshot.Empty;

    /// <summary>What is in force; <c>null</c> before the first.</summary>
    public Translation? Translation => _translation;

    /// <summary>What it was served without.</summary>
    public ImmutableArray<QuarantinedRow> Quarantined => _translation?.Quarantined ?? [];

    /// <summary><paramref name="translation"/> is in force.</summary>
    public void Set(Translation translation)
    {
        _translation = translation;
        _first.TrySetResult();
    }
}
