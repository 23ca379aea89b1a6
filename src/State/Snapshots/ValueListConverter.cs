using System.Text.Json;
using System.Text.Json.Serialization;

namespace LbPlatform.State.Snapshots;

/// <summary>Writes a <see cref="ValueList{T}"/> as an array; nothing is no items, and no item is nothing.</summary>
internal sealed class ValueListConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() == typeof(ValueList<>);

    public override JsonConverter CreateConverter(
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        (JsonConverter)
            Activator.CreateInstance(
                typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments())
            )!;

    private sealed class Of<T> : JsonConverter<ValueList<T>>
    {
        public override bool HandleNull => true;

        public override ValueList<T> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        )
        {
            var items = JsonSerializer.Deserialize<T[]>(ref reader, options) ?? [];
            return items.Any(static item => item is null)
                ? throw new JsonException("A list has an item that is null.")
                : new([.. items]);
        }

        public override void Write(
            Utf8JsonWriter writer,
            ValueList<T> value,
            JsonSerializerOptions options
        ) => JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
