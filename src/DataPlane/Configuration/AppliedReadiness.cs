using LbPlatform.Hosting;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>Whether traffic is served by any configuration, and what that one lacks.</summary>
internal sealed class AppliedReadiness(AppliedConfiguration applied) : IReadinessCheck
{
    /// <summary>Quarantined rows that are listed; the rest is counted.</summary>
    public const int MostRows = 20;

    public IEnumerable<ReadinessLine> Check()
    {
        if (!applied.IsAny)
        {
            return [new("applied", ReadinessState.NotReady, "no configuration yet")];
        }

        var snapshot = applied.Snapshot;
        var count = snapshot.Backends.Count;
        var rows = applied.Quarantined;
        List<ReadinessLine> lines =
        [
            new(
                "applied",
                count > 0 ? ReadinessState.Ready : ReadinessState.Degraded,
                $"revision {snapshot.Revision}, {count} backends"
            ),
            .. rows.Take(MostRows)
                .Select(static row => new ReadinessLine(
                    "quarantined",
                    ReadinessState.Degraded,
                    row.ToString()
                )),
        ];
        if (rows.Length > MostRows)
        {
            lines.Add(
                new("quarantined", ReadinessState.Degraded, $"and {rows.Length - MostRows} more")
            );
        }

        return lines;
    }
}
