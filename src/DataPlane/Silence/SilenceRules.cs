namespace LbPlatform.DataPlane.Silence;

/// <summary>
/// Which backends of a pool have fallen silent: they take requests and answer none, while others of the pool do. Judged by how
/// unlikely that is where nothing is wrong, so that requests that are slow by nature are no fault. Pure.
/// </summary>
internal static class SilenceRules
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the answers of the pool are looked back at, at least; twice as long at most.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Requests without an answer below which nothing is said, however quick the pool is as a rule.</summary>
    public const int LeastRequests = 3;

    /// <summary>
    /// How probable it may be that so many requests in a row are slow by nature. A false alarm costs an idempotent request a second
    /// attempt and the backend two seconds, and the question is asked only where nothing was answered for long.
    /// </summary>
    public const double Chance = 1e-6;

    /// <summary>The positions of those that are silent.</summary>
    /// <param name="samples">All backends of the pool.</param>
    /// <param name="silence">How long an answer may take to begin.</param>
    public static IReadOnlyList<int> Find(IReadOnlyList<SilenceSample> samples, TimeSpan silence)
    {
        var found = new List<int>();
        for (var at = 0; at < samples.Count; at++)
        {
            if (
                samples[at] is { Quiet: { } quiet, Pending.Passed: > 0 and var passed } suspect
                && quiet >= silence
                && HasWitness(samples, at, quiet)
                && passed >= (suspect.IsOnTrial ? 1 : Needed(ShareOfQuick(samples, at)))
            )
            {
                found.Add(at);
            }
        }

        return found;
    }

    /// <summary>How many requests without an answer it takes where <paramref name="quick"/> of all, 0 to 1, are answered in time.</summary>
    public static int Needed(double quick) =>
        quick <= 0
            ? int.MaxValue
            : (int)
                Math.Clamp(
                    Math.Ceiling(Math.Log(Chance) / Math.Log(1 - quick)),
                    LeastRequests,
                    int.MaxValue
                );

    /// <summary>
    /// Whether another one has answered since, and keeps nobody waiting now. Where all of a pool are silent the fault lies behind
    /// them, and to leave any of them out would help nobody.
    /// </summary>
    private static bool HasWitness(
        IReadOnlyList<SilenceSample> samples,
        int suspect,
        TimeSpan quiet
    )
    {
        for (var at = 0; at < samples.Count; at++)
        {
            if (
                at != suspect
                && samples[at] is { IsEligible: true, Quiet: { } since, Pending.Restless: 0 }
                && since < quiet
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The share of the pool's requests that are answered in time, by the rule of succession (Laplace): what was seen seldom is
    /// believed little. Those that wait long count as slow, or requests that wait for events would never count at all.
    /// </summary>
    private static double ShareOfQuick(IReadOnlyList<SilenceSample> samples, int suspect)
    {
        var (quick, all) = (1.0, 2.0);
        for (var at = 0; at < samples.Count; at++)
        {
            var sample = samples[at];
            quick += sample.Quick;
            all +=
                sample.Answers + sample.Pending.Long + (at == suspect ? 0 : sample.Pending.Passed);
        }

        return quick / all;
    }
}
