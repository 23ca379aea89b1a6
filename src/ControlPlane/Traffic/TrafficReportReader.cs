using System.Text.Json;
using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>Reads what a data plane counted, with a bound on everything. Pure.</summary>
internal static class TrafficReportReader
{
    /// <summary>Longest id and epoch, in characters.</summary>
    public const int LongestWord = 128;

    /// <summary>The report, or why it is refused.</summary>
    public static (NodeTraffic? Report, Problem? Refusal) Read(ReadOnlySpan<byte> body)
    {
        NodeTraffic? report;
        try
        {
            report = JsonSerializer.Deserialize<NodeTraffic>(body, SnapshotJson.Options);
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            return (null, JsonBody.Malformed($"This is no report of traffic: {failure.Message}"));
        }

        if (report is null)
        {
            return (null, JsonBody.Malformed("This is no report of traffic: it is null."));
        }

        var errors = Check(report);
        return errors.Count > 0 ? (null, Problem.Of(errors)) : (report, null);
    }

    private static List<FieldError> Check(NodeTraffic report)
    {
        var errors = new List<FieldError>();
        if (!IsWord(report.Epoch))
        {
            Refuse("/epoch", $"An epoch has 1 to {LongestWord} printable ASCII characters.");
        }

        if (report.Backends is null || report.Backends.Count > NodeTraffic.MostBackends)
        {
            Refuse("/backends", $"There may be {NodeTraffic.MostBackends} backends in a report.");
        }
        else if (report.Backends.Any(static one => one is null || !IsWord(one.BackendId)))
        {
            Refuse("/backends", $"A backend's id has 1 to {LongestWord} printable characters.");
        }
        else if (report.Backends.Any(static one => !IsPossible(one)))
        {
            Refuse(
                "/backends",
                $"Counts are 0 or more, of {TrafficCounts.Classes} classes, {TrafficErrorWords.All.Count} errors and {LatencyBuckets.Count} latencies at most; an ejection has a reason of {BackendEjection.LongestReason} characters at most."
            );
        }

        return errors;

        void Refuse(string pointer, string message) =>
            errors.Add(new(pointer, Problems.BadValue, message));
    }

    private static bool IsPossible(BackendCount one) =>
        one.Counts is { } counts
        && one.InFlight >= 0
        && one.Ejection is null or { Reason.Length: <= BackendEjection.LongestReason, Count: > 0 }
        && AreCounts(counts.Answers, TrafficCounts.Classes)
        && AreCounts(counts.Errors, TrafficErrorWords.All.Count)
        && AreCounts(counts.Latencies, LatencyBuckets.Count)
        && counts
            is {
                LatencyMicroseconds: >= 0,
                Retries: >= 0,
                EjectedUnreachable: >= 0,
                EjectedOutlier: >= 0
            };

    // A quarter of what fits: sums of a few of them do not overflow.
    private static bool AreCounts(IReadOnlyList<long>? counts, int most) =>
        counts is not null
        && counts.Count <= most
        && counts.All(static count => count is >= 0 and < long.MaxValue / 4 / LatencyBuckets.Count);

    private static bool IsWord(string? text) =>
        text is { Length: > 0 and <= LongestWord } && text.All(static c => c is > ' ' and <= '~');
}
