using System.Text.Json;
using System.Text.Json.Nodes;

namespace LbPlatform.ControlPlane.Http;

/// <summary>
/// Reads the members of one JSON object by name and type, noting every mistake instead of stopping at the first.
/// A member that is <c>null</c> counts as absent.
/// </summary>
internal sealed class ObjectReader(JsonObject source, string pointer, List<FieldError> errors)
{
    private const string AnyText = "text";

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Where the member stands.</summary>
    public string PointerTo(string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The member as text.</summary>
    public string? Text(string name, string example) =>
        Take(name) switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String =>
                value.GetValue<string>(),
            var other => Refuse<string>(name, AnyText, example, other),
        };

    /// <summary>The member as a list of texts.</summary>
    public IReadOnlyList<string>? Texts(string name, string example) =>
        Take(name) switch
        {
            null => null,
            JsonArray list
                when list.All(static entry => entry?.GetValueKind() == JsonValueKind.String) =>
            [
                .. list.Select(static entry => entry!.GetValue<string>()),
            ],
            var other => Refuse<IReadOnlyList<string>>(name, "a list of texts", example, other),
        };

    /// <summary>The member as a whole number.</summary>
    public int? Integer(string name, string example) =>
        Take(name) switch
        {
            null => null,
            JsonValue value
                when value.GetValueKind() == JsonValueKind.Number
                    && value.TryGetValue<int>(out var number) => number,
            var other => Refuse<int?>(name, "a whole number", example, other),
        };

    /// <summary>The member as a whole number of 64 bits.</summary>
    public long? Long(string name, string example) =>
        Take(name) switch
        {
            null => null,
            JsonValue value
                when value.GetValueKind() == JsonValueKind.Number
                    && value.TryGetValue<long>(out var number) => number,
            var other => Refuse<long?>(name, "a whole number", example, other),
        };

    /// <summary>The member as a list of objects; what is none in it is noted and left out.</summary>
    public List<ObjectReader>? Objects(string name, string example)
    {
        switch (Take(name))
        {
            case null:
                return null;
            case JsonArray list:
                var items = new ObjectReader(new JsonObject(), PointerTo(name), errors);
                return
                [
                    .. list.Select(
                            (item, at) =>
                                item is JsonObject inner
                                    ? new ObjectReader(inner, items.PointerTo($"{at}"), errors)
                                    : items.Refuse<ObjectReader>(
                                        $"{at}",
                                        "an object",
                                        example,
                                        item
                                    )
                        )
                        .OfType<ObjectReader>(),
                ];
            case var other:
                return Refuse<List<ObjectReader>>(name, "a list of objects", example, other);
        }
    }

    /// <summary>The member as an object.</summary>
    public ObjectReader? Object(string name, string example) =>
        Take(name) switch
        {
            null => null,
            JsonObject inner => new ObjectReader(inner, PointerTo(name), errors),
            var other => Refuse<ObjectReader>(name, "an object", example, other),
        };

    /// <summary>The member as an object, read by who knows its members.</summary>
    public T? Object<T>(string name, string example, Func<ObjectReader, T> read)
        where T : class => Object(name, example) is { } inner ? read(inner) : null;

    /// <summary>The member as true or false.</summary>
    public bool? Flag(string name, string example) =>
        Take(name) switch
        {
            null => null,
            JsonValue value
                when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False =>
                value.GetValue<bool>(),
            var other => Refuse<bool?>(name, "true or false", example, other),
        };

    /// <summary>The member as an object of texts under any names; those that are <c>null</c> are absent.</summary>
    public IReadOnlyDictionary<string, string>? TextMap(string name, string example)
    {
        switch (Take(name))
        {
            case null:
                return null;
            case JsonObject map:
                var entries = new ObjectReader(map, PointerTo(name), errors);
                return map.Select(entry =>
                        KeyValuePair.Create(entry.Key, entries.Text(entry.Key, example))
                    )
                    .Where(static entry => entry.Value is not null)
                    .ToDictionary(static entry => entry.Key, static entry => entry.Value!);
            case var other:
                return Refuse<IReadOnlyDictionary<string, string>>(
                    name,
                    "an object of texts",
                    example,
                    other
                );
        }
    }

    /// <summary>Members that answers have and requests may repeat: what is read may be sent back as it is.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _known.Add(name);
        }
    }

    /// <summary>Notes every member that was not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var (name, _) in source)
        {
            if (!_known.Contains(name))
            {
                var ask = NearestNames.Ask(name, _known);
                var remedy = ask.Length > 0 ? ask : $" Known: {string.Join(", ", _known.Order())}.";
                errors.Add(
                    new(
                        PointerTo(name),
                        Problems.UnknownField,
                        $"There is no field '{name}'.{remedy}"
                    )
                );
            }
        }
    }

    private JsonNode? Take(string name)
    {
        _known.Add(name);
        return source[name];
    }

    private T? Refuse<T>(string name, string wanted, string example, JsonNode? found)
    {
        var kind = found?.GetValueKind() switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => AnyText,
            JsonValueKind.Number => $"the number {found?.ToJsonString()}",
            null => "null",
            { } other => other.ToString().ToLowerInvariant(),
        };
        errors.Add(
            new(
                PointerTo(name),
                Problems.WrongType,
                $"'{name}' must be {wanted}, for example {example}; found {kind}."
            )
        );
        return default;
    }
}
