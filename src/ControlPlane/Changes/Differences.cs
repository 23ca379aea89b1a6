namespace LbPlatform.ControlPlane.Changes;

/// <summary>What a change did to a resource, in a few words for the log. Pure.</summary>
internal static class Differences
{
    /// <summary>The names of the fields that differ, with the new value where it is short.</summary>
    public static string Of(object? before, object? after) =>
        string.Join(
            ", ",
            (before, after) switch
            {
                (Backend old, Backend made) => Of(old, made),
                (Pool old, Pool made) => Of(old, made),
                (State.Model.Route old, State.Model.Route made) => Of(old, made),
                _ => [],
            }
        );

    private static IEnumerable<string> Of(Backend old, Backend made) =>
        Told(
            (old.Name != made.Name, $"name {made.Name}"),
            (old.Url != made.Url, $"url {made.Url}"),
            (old.PoolId != made.PoolId, "pool"),
            (
                old.AdministrativeState != made.AdministrativeState,
                EnumWords.Of(made.AdministrativeState)
            ),
            (
                made.Drain is not null && old.Drain?.Deadline != made.Drain.Deadline,
                $"drains until {made.Drain?.Deadline:HH:mm:ss}Z"
            ),
            (
                made.Drain is { ThenRemove: true } && old.Drain is not { ThenRemove: true },
                "to be removed"
            ),
            (old.Weight != made.Weight, $"weight {made.Weight}"),
            (old.Tier != made.Tier, $"tier {made.Tier}"),
            (old.Zone != made.Zone, $"zone {made.Zone ?? "none"}"),
            (old.Probe != made.Probe, "probe")
        );

    private static IEnumerable<string> Of(Pool old, Pool made) =>
        Told(
            (old.Name != made.Name, $"name {made.Name}"),
            (old.Probe != made.Probe, "probe"),
            (old.Balancing.Policy != made.Balancing.Policy, EnumWords.Of(made.Balancing.Policy)),
            (old.Balancing != made.Balancing with { Policy = old.Balancing.Policy }, "balancing"),
            (old.Affinity != made.Affinity, "affinity"),
            (
                old.DrainTimeout != made.DrainTimeout,
                $"drainTimeout {DurationText.Format(made.DrainTimeout)}"
            ),
            (old.Resilience != made.Resilience, "resilience"),
            (old.Transport != made.Transport, "transport")
        );

    private static IEnumerable<string> Of(State.Model.Route old, State.Model.Route made) =>
        Told(
            (old.Name != made.Name, $"name {made.Name}"),
            (old.PoolId != made.PoolId, "pool"),
            (old.Priority != made.Priority, $"priority {made.Priority}"),
            (old.Match != made.Match, "match"),
            (old.Action != made.Action, "action"),
            (old.Limits != made.Limits, "limits")
        );

    private static IEnumerable<string> Told(params (bool Differs, string Words)[] fields) =>
        fields.Where(static field => field.Differs).Select(static field => field.Words);
}
