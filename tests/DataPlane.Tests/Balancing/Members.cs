using System.Collections.Immutable;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Tests.Balancing;

/// <summary>Eligible backends named a, b, c, ... with these weights, and many picks from them.</summary>
internal static class Members
{
    public static EligibleBackends Of(params int[] weights) =>
        EligibleBackends.Of(
            [
                .. weights.Select(
                    static (weight, at) =>
                        new BackendState(Backend(NameOf(at)) with { Weight = weight })
                ),
            ],
            HealthSnapshot.Empty
        );

    public static string NameOf(int at) => at < 26 ? $"{(char)('a' + at)}" : $"b{at}";

    public static string Picks(IPicker picker, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => picker.Pick(default)!.Name));

    /// <summary>How often each was picked, by position.</summary>
    public static int[] Counts(EligibleBackends eligible, int count, Func<int, BackendState?> pick)
    {
        var counts = new int[eligible.All.Length];
        var positions = eligible
            .All.Select(static (backend, at) => (backend, at))
            .ToImmutableDictionary(static pair => pair.backend, static pair => pair.at);
        for (var n = 0; n < count; n++)
        {
            counts[positions[pick(n)!]]++;
        }

        return counts;
    }

    private static State.Model.Backend Backend(string name) => Some.Backend(name);
}
