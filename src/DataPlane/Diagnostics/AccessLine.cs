using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>A finished request as one line of bytes. What clients wrote cannot end a line. Pure.</summary>
internal static class AccessLine
{
    // Browsers do not read it: only what JSON itself asks for is escaped.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The path as it is logged.</summary>
    public static string PathOf(AccessEntry entry, bool withQuery) =>
        LogText.Escape(TargetOf(entry, withQuery));

    /// <summary>The line in that form, with its end.</summary>
    public static void Write(
        IBufferWriter<byte> line,
        AccessEntry entry,
        RequestLogFormat format,
        bool withQuery
    )
    {
        if (format == RequestLogFormat.Json)
        {
            WriteJson(line, entry, withQuery);
        }
        else
        {
            WriteText(line, entry, withQuery);
        }

        line.Write("\n"u8);
    }

    private static void WriteText(IBufferWriter<byte> line, AccessEntry entry, bool withQuery) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Time(entry.At)} {entry.Client} \"{LogText.Escape(entry.Method)} {PathOf(entry, withQuery)} {entry.Protocol}\" {entry.Status} {entry.Bytes}B {entry.Total.TotalMilliseconds:0.0}ms -> {entry.Backend} {entry.Upstream.TotalMilliseconds:0.0}ms try={entry.Attempts}{ErrorOf(entry)}{entry.Ids}"
            ),
            line
        );

    private static ReadOnlySpan<char> TargetOf(AccessEntry entry, bool withQuery) =>
        withQuery ? entry.Target : RequestTarget.WithoutQuery(entry.Target);

    private static string ErrorOf(AccessEntry entry) =>
        entry.Error.Length == 0 ? "" : $" error={entry.Error}";

    private static void WriteJson(IBufferWriter<byte> line, AccessEntry entry, bool withQuery)
    {
        using var json = new Utf8JsonWriter(line, Options);
        json.WriteStartObject();
        json.WriteString("time", Time(entry.At));
        json.WriteString("client", entry.Client);
        WriteIfAny(json, "id", entry.RequestId);
        WriteIfAny(json, "trace", entry.TraceId);
        json.WriteString("method", LogText.Cut(entry.Method));
        json.WriteString("host", LogText.Cut(entry.Host));
        json.WriteString("path", LogText.Cut(TargetOf(entry, withQuery)));
        json.WriteString("protocol", entry.Protocol);
        WriteIfAny(json, "route", entry.Route);
        WriteIfAny(json, "pool", entry.Pool);
        json.WriteNumber("status", entry.Status);
        json.WriteNumber("bytes", entry.Bytes);
        Milliseconds(json, "totalMs", entry.Total);
        WriteIfAny(json, "error", entry.Error);
        json.WriteStartArray("tries");
        foreach (var attempt in entry.Tries)
        {
            WriteJson(json, attempt);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, AttemptEntry attempt)
    {
        json.WriteStartObject();
        json.WriteString("backend", attempt.Backend);
        json.WriteString("outcome", attempt.Outcome);
        if (attempt.Status > 0)
        {
            json.WriteNumber("status", attempt.Status);
        }

        if (attempt.Connect is { } connect)
        {
            Milliseconds(json, "connectMs", connect);
        }

        if (attempt.FirstByte is { } firstByte)
        {
            Milliseconds(json, "firstByteMs", firstByte);
        }

        Milliseconds(json, "totalMs", attempt.Total);
        json.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void Milliseconds(Utf8JsonWriter json, string name, TimeSpan time) =>
        json.WriteNumber(name, Math.Round(time.TotalMilliseconds, 3));

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
