using System.Text;
using System.Text.Json;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>
/// The field of an answer that says why: one line of JSON, in ASCII and of bounded length. Who reads it must pass over members
/// that he does not know.
/// </summary>
internal static class ExplainedField
{
    /// <summary>The field.</summary>
    public const string Name = "X-Lb-Explained";

    /// <summary>Longest value, in characters: proxies on the way take heads of 8 KiB and more.</summary>
    public const int Longest = 4096;

    /// <summary>Backends that are named among those that could not be chosen; further ones are counted.</summary>
    public const int MostExcluded = 16;

    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 160;

    /// <summary>The value for a request whose answer is about to begin.</summary>
    /// <param name="trace">What became of it.</param>
    /// <param name="answer">The fields of its answer.</param>
    /// <param name="time">The clock.</param>
    public static string Write(RequestTrace trace, IHeaderDictionary answer, TimeProvider time)
    {
        for (var most = MostExcluded; most > 0; most /= 2)
        {
            var text = Write(trace, answer, time, most);
            if (text.Length <= Longest)
            {
                return text;
            }
        }

        return Write(trace, answer, time, mostExcluded: 0);
    }

    private static string Write(
        RequestTrace trace,
        IHeaderDictionary answer,
        TimeProvider time,
        int mostExcluded
    )
    {
        using var buffer = new MemoryStream();
        // Its own encoder escapes everything but ASCII.
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (trace.Plan is { } plan)
            {
                json.WriteString("route", plan.Route.Name);
            }

            if (trace.Exchange is { } exchange)
            {
                json.WriteString("pool", exchange.Pool.Name);
                json.WriteString(
                    "policy",
                    JsonNamingPolicy.CamelCase.ConvertName(
                        exchange.Pool.Balancing.Policy.ToString()
                    )
                );
                WriteTries(json, exchange, time);
                WriteExcluded(json, trace, exchange.Pool, mostExcluded);
            }

            if (
                (trace.Exchange is null || !IsFromBackend(trace.Exchange))
                && answer.TryGetValue(ErrorResponse.ReasonField, out var error)
            )
            {
                json.WriteString("error", error.ToString());
            }

            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteTries(Utf8JsonWriter json, Exchange exchange, TimeProvider time)
    {
        var isFromBackend = IsFromBackend(exchange);
        if (isFromBackend)
        {
            json.WriteString("backend", exchange.Backend?.Name);
        }

        var ended = exchange.Record?.Ended ?? [];
        json.WriteStartArray("tries");
        foreach (var entry in ended)
        {
            WriteTry(json, entry);
        }

        // The attempt whose answer begins has not ended yet.
        if (isFromBackend && ended.Count < exchange.Tried.Length)
        {
            var took = time.GetElapsedTime(exchange.AttemptedAt);
            WriteTry(json, new(exchange.Tried[^1].Name, "ok", exchange.Status, null, took, took));
        }

        json.WriteEndArray();
    }

    /// <summary>Whether the last attempt gave the answer, or is about to: else it is ours.</summary>
    private static bool IsFromBackend(Exchange exchange)
    {
        var ended = exchange.Record?.Ended ?? [];
        return exchange.Backend is not null
            && (
                ended.Count < exchange.Tried.Length || ended[^1].Outcome == Attempt.Answered.Reason
            );
    }

    private static void WriteTry(Utf8JsonWriter json, AttemptEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("backend", entry.Backend);
        json.WriteString("outcome", entry.Outcome);
        if (entry.Status > 0)
        {
            json.WriteNumber("status", entry.Status);
        }

        json.WriteNumber("ms", Math.Round(entry.Total.TotalMilliseconds, 3));
        json.WriteEndObject();
    }

    private static void WriteExcluded(
        Utf8JsonWriter json,
        RequestTrace trace,
        PoolState pool,
        int most
    )
    {
        var eligible = trace.Eligible;
        var excluded = Enumerable
            .Range(0, eligible.All.Length)
            .Where(at => eligible.At(at) != EligibilityStatus.Eligible)
            .ToList();
        json.WriteStartArray("excluded");
        foreach (var at in excluded.Take(most))
        {
            var reason = BackendExplainer.ReasonOf(pool, eligible, at, trace.Health) ?? "";
            json.WriteStartObject();
            json.WriteString("backend", eligible.All[at].Name);
            json.WriteString(
                "status",
                JsonNamingPolicy.CamelCase.ConvertName(
                    BackendExplainer.StatusOf(pool, eligible, at).ToString()
                )
            );
            json.WriteString("reason", reason[..Math.Min(reason.Length, LongestReason)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (excluded.Count > most)
        {
            json.WriteNumber("excludedMore", excluded.Count - most);
        }
    }
}
