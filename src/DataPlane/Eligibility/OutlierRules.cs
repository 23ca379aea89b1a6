using System.Globalization;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Which backends of a pool answer so much worse than they should that they are left out. Pure.</summary>
internal static class OutlierRules
{
    /// <summary>Time between two looks at a pool's traffic, as in Envoy.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Requests in an interval below which a success rate says nothing.</summary>
    public const int RequestsForRate = 100;

    /// <summary>Backends with that many requests below which a deviation says nothing.</summary>
    public const int BackendsForRate = 5;

    /// <summary>Standard deviations under the mean that make an outlier.</summary>
    public const double Deviations = 1.9;

    /// <summary>Requests in an interval below which a share of failures says nothing.</summary>
    public const int RequestsForPercent = 50;

    /// <summary>Requests in an interval below which a mean time says nothing.</summary>
    public const int RequestsForLatency = 20;

    /// <summary>Backends with that many requests below which a median says nothing.</summary>
    public const int BackendsForLatency = 3;

    /// <summary>A mean time under this is never too slow: milliseconds of noise are not a fault.</summary>
    public static readonly TimeSpan FastEnough = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether an answer counts as failed: 5xx but 501 and 505, which speak of the request.</summary>
    public static bool IsFailure(int status) =>
        status
            is >= StatusCodes.Status500InternalServerError
                and not StatusCodes.Status501NotImplemented
                and not StatusCodes.Status505HttpVersionNotsupported;

    /// <summary>The positions in <paramref name="samples"/> of those to leave out, with the reason in words.</summary>
    public static IReadOnlyList<(int Position, string Reason)> Find(
        IReadOnlyList<TrafficSample> samples,
        EjectionSettings settings
    )
    {
        var found = new SortedDictionary<int, string>();
        if (settings.LatencyFactor > 0)
        {
            AddSlow(samples, settings.LatencyFactor, found);
        }

        if (settings.BySuccessRate)
        {
            AddDeviating(samples, found);
        }

        if (settings.FailurePercent > 0)
        {
            AddFailing(samples, settings.FailurePercent, found);
        }

        return [.. found.Select(static outlier => (outlier.Key, outlier.Value))];
    }

    private static void AddFailing(
        IReadOnlyList<TrafficSample> samples,
        int percent,
        SortedDictionary<int, string> found
    )
    {
        foreach (var (position, sample) in samples.Index())
        {
            if (
                sample.Requests >= RequestsForPercent
                && 100L * sample.Failures >= (long)percent * sample.Requests
            )
            {
                found[position] = $"{Percent(1 - sample.SuccessRate)} of its answers failed";
            }
        }
    }

    private static void AddDeviating(
        IReadOnlyList<TrafficSample> samples,
        SortedDictionary<int, string> found
    )
    {
        var rates = samples
            .Where(static sample => sample.Requests >= RequestsForRate)
            .Select(static sample => sample.SuccessRate)
            .ToArray();
        if (rates.Length < BackendsForRate)
        {
            return;
        }

        var mean = rates.Average();
        var deviation = Math.Sqrt(rates.Average(rate => (rate - mean) * (rate - mean)));
        var least = mean - (Deviations * deviation);
        foreach (var (position, sample) in samples.Index())
        {
            if (sample.Requests >= RequestsForRate && sample.SuccessRate < least)
            {
                found[position] =
                    $"{Percent(sample.SuccessRate)} of its answers are good, {Percent(mean)} of the pool's";
            }
        }
    }

    private static void AddSlow(
        IReadOnlyList<TrafficSample> samples,
        int factor,
        SortedDictionary<int, string> found
    )
    {
        var means = samples
            .Where(static sample => sample.Requests >= RequestsForLatency)
            .Select(static sample => sample.Mean)
            .Order()
            .ToArray();
        if (means.Length < BackendsForLatency)
        {
            return;
        }

        // The lower one of two in the middle: half of a pool that is slow must not pass for normal.
        var median = means[(means.Length - 1) / 2];
        foreach (var (position, sample) in samples.Index())
        {
            if (
                sample.Requests >= RequestsForLatency
                && sample.Mean > FastEnough
                && sample.Mean > median * factor
            )
            {
                found[position] =
                    $"its answers take {sample.Mean.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms, the pool's {median.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)}";
            }
        }
    }

    private static string Percent(double share) =>
        (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
