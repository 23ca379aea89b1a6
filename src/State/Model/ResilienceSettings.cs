namespace LbPlatform.State.Model;

/// <summary>What a pool does when its backends fail.</summary>
public sealed record ResilienceSettings
{
    /// <summary>The defaults.</summary>
    public static ResilienceSettings Default { get; } = new();

    /// <summary>When live traffic takes a backend out.</summary>
    public EjectionSettings Ejection { get; init; } = EjectionSettings.Default;
}
