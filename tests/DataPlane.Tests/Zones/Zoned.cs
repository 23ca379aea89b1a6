using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Tests.Zones;

/// <summary>
/// Backends written as words: zone and number (<c>a1</c>; <c>-1</c> has no zone), then what is particular: <c>!</c> unhealthy,
/// <c>~</c> draining, <c>x</c> disabled, <c>^</c> a backup, <c>0</c> without weight, <c>+</c> of double weight.
/// </summary>
internal static class Zoned
{
    public static EligibleBackends Of(string backends, int panicPercent = 0)
    {
        var words = backends.Split(' ');
        return EligibleBackends.Of(
            [.. words.Select(static word => new BackendState(Backend(word)))],
            HealthSnapshot.Empty with
            {
                Verdicts = HealthSnapshot.Empty.Verdicts.AddRange(
                    words
                        .Where(static word => word[2..].Contains('!'))
                        .Select(static word =>
                            KeyValuePair.Create(
                                Some.Backend(word[..2]).Id,
                                new Verdict(
                                    HealthStatus.Unhealthy,
                                    Some.Instant,
                                    ProbeOutcome.Refused,
                                    null
                                )
                            )
                        )
                ),
            },
            panicPercent
        );
    }

    public static string Names(EligibleBackends eligible) =>
        string.Join(' ', eligible.Members.Select(static backend => backend.Name));

    private static Backend Backend(string word) =>
        Some.Backend(word[..2], url: $"http://{word[..2].Replace('-', 'n')}.test") with
        {
            Zone = word[0] == '-' ? null : word[..1],
            Tier = word[2..].Contains('^') ? 1 : 0,
            Weight =
                word[2..].Contains('0') ? 0
                : word[2..].Contains('+') ? 200
                : 100,
            AdministrativeState = word[^1] switch
            {
                '~' => AdministrativeState.Draining,
                'x' => AdministrativeState.Disabled,
                _ => AdministrativeState.Enabled,
            },
        };
}
