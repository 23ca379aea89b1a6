using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>What became of attempts at a backend.</summary>
/// <param name="Requests">Attempts that ended.</param>
/// <param name="Answers">Those with a whole answer, by class of status code.</param>
/// <param name="Errors">Those without one, by reason; cancelled is the client's doing.</param>
/// <param name="Latency">How long answers took to begin.</param>
/// <param name="Retries">Attempts that failed here and were made again elsewhere.</param>
/// <param name="Ejections">Times that traffic left the backend out, by cause.</param>
internal sealed record TrafficFigures(
    long Requests,
    IReadOnlyDictionary<string, long> Answers,
    IReadOnlyDictionary<string, long> Errors,
    TrafficLatency Latency,
    long Retries,
    IReadOnlyDictionary<string, long> Ejections
)
{
    public static TrafficFigures Of(TrafficCounts counts) =>
        new(
            counts.Requests,
            Enumerable
                .Range(0, TrafficCounts.Classes)
                .ToDictionary(
                    static at => $"{at + 1}xx",
                    at => counts.Answers.ElementAtOrDefault(at),
                    StringComparer.Ordinal
                ),
            TrafficErrorWords
                .All.Index()
                .ToDictionary(
                    static word => word.Item,
                    word => counts.Errors.ElementAtOrDefault(word.Index),
                    StringComparer.Ordinal
                ),
            TrafficLatency.Of(counts),
            counts.Retries,
            new Dictionary<string, long>(StringComparer.Ordinal)
            {
                ["unreachable"] = counts.EjectedUnreachable,
                ["outlier"] = counts.EjectedOutlier,
            }
        );
}
