using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LbPlatform.State.Snapshots;

/// <summary>How resources and snapshots are written as JSON: in the audit trail and in the last good copy.</summary>
public static class SnapshotJson
{
    /// <summary>The one set of options; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // A row with nothing in a place that needs something is unreadable, not a failure later on.
            RespectNullableAnnotations = true,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
                new TextConverter<BackendUrl>(static url => url.Text, BackendUrl.Parse),
                new TextConverter<StatusRanges>(static ranges => ranges.Text, StatusRanges.Parse),
                new TextConverter<NetworkList>(static list => list.Text, NetworkList.Parse),
                new TextConverter<TimeSpan>(DurationText.Format, ParseDuration),
                new RevisionConverter(),
                new InstantConverter(),
                new ProbeHeadersConverter(),
                new ValueListConverter(),
                new ResourceSetConverter<Pool>(),
                new ResourceSetConverter<Backend>(),
                new ResourceSetConverter<Route>(),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static TimeSpan ParseDuration(string text) =>
        DurationText.TryParse(text, out var duration)
            ? duration
            : throw new FormatException($"'{text}' is no duration.");

    private sealed class TextConverter<T>(Func<T, string> format, Func<string, T> parse)
        : JsonConverter<T>
    {
        public override T Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => parse(reader.GetString() ?? throw new JsonException("Text expected, found null."));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(format(value));
    }

    private sealed class RevisionConverter : JsonConverter<Revision>
    {
        public override Revision Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => new(reader.GetInt64());

        public override void Write(
            Utf8JsonWriter writer,
            Revision value,
            JsonSerializerOptions options
        ) => writer.WriteNumberValue(value.Value);
    }

    /// <summary>Times as the store keeps them: UTC, in milliseconds, with a Z.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => reader.GetDateTimeOffset();

        public override void Write(
            Utf8JsonWriter writer,
            DateTimeOffset value,
            JsonSerializerOptions options
        ) =>
            writer.WriteStringValue(
                value.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                    CultureInfo.InvariantCulture
                )
            );
    }

    private sealed class ProbeHeadersConverter : JsonConverter<ProbeHeaders>
    {
        public override ProbeHeaders Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            ProbeHeaders.Of(
                JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []
            );

        public override void Write(
            Utf8JsonWriter writer,
            ProbeHeaders value,
            JsonSerializerOptions options
        )
        {
            writer.WriteStartObject();
            foreach (var (name, text) in value.Fields)
            {
                writer.WriteString(name, text);
            }

            writer.WriteEndObject();
        }
    }

    private sealed class ResourceSetConverter<T> : JsonConverter<ResourceSet<T>>
        where T : class, IResource
    {
        public override ResourceSet<T> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => ResourceSet<T>.Of(JsonSerializer.Deserialize<T[]>(ref reader, options) ?? []);

        public override void Write(
            Utf8JsonWriter writer,
            ResourceSet<T> value,
            JsonSerializerOptions options
        ) => JsonSerializer.Serialize(writer, value.InOrder.ToArray(), options);
    }
}
