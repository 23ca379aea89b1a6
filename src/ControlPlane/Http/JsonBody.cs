using System.Text.Json;
using System.Text.Json.Nodes;

namespace LbPlatform.ControlPlane.Http;

/// <summary>Reads a request's body as one JSON object, bounded in size and depth.</summary>
internal static class JsonBody
{
    /// <summary>Largest body, in bytes. The largest backend that can be described has a tenth of it.</summary>
    public const int MostBytes = 64 * 1024;

    public const string MergePatch = "application/merge-patch+json";
    public const string Json = "application/json";
    private const int MostDepth = 16;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = MostDepth,
    };

    /// <summary>The object, or what is wrong with the body.</summary>
    public static async Task<(JsonObject? Body, Problem? Refusal)> ReadAsync(HttpRequest request)
    {
        if (RefuseMediaType(request) is { } wrong)
        {
            return (null, wrong);
        }

        var bytes = await ReadBytesAsync(request, MostBytes);
        if (bytes is null)
        {
            return (null, TooLarge(MostBytes));
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            EnsureText(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (JsonObject.Create(document.RootElement.Clone()), null)
                : (null, Malformed("The body must be a JSON object: {...}."));
        }
        catch (InvalidOperationException failure)
        {
            return (null, Malformed($"A text in the body is broken: {failure.Message}"));
        }
        catch (JsonException failure)
        {
            return (null, Malformed(Explain(failure)));
        }
    }

    /// <summary>The body's bytes; <c>null</c> where they are more than <paramref name="most"/>.</summary>
    public static async Task<byte[]?> ReadBytesAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        using var read = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int count;
        while (
            (count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0
        )
        {
            if (read.Length + count > most)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    public static Problem TooLarge(int most) =>
        Problem.Of(Problems.TooLarge, $"The body has more than {most} bytes. Send less.");

    public static Problem Malformed(string detail) => Problem.Of(Problems.MalformedJson, detail);

    public static Problem? RefuseMediaType(HttpRequest request)
    {
        var isPatch = HttpMethods.IsPatch(request.Method);
        var type = request.GetTypedHeaders().ContentType;
        var name = type?.MediaType.Value ?? "";
        var isJson =
            name.Equals(Json, StringComparison.OrdinalIgnoreCase)
            || (isPatch && name.Equals(MergePatch, StringComparison.OrdinalIgnoreCase));
        var isUtf8 =
            type?.Charset.Value is null or ""
            || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return isJson && isUtf8 ? null : WrongMediaType(request);
    }

    public static Problem WrongMediaType(HttpRequest request) =>
        Problem.Of(
            Problems.MediaType,
            $"The body's type is '{Shown.Short(request.ContentType ?? "")}'. Send 'Content-Type: {(HttpMethods.IsPatch(request.Method) ? MergePatch : Json)}' with JSON in UTF-8."
        );

    /// <summary>
    /// Reads every text once: half of a surrogate pair alone (<c>\ud800</c>) is JSON by its grammar, but no text, and
    /// would fail only where the text is used.
    /// </summary>
    private static void EnsureText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    EnsureText(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    EnsureText(property.Value);
                }

                break;
            default:
                break;
        }
    }

    private static string Explain(JsonException failure)
    {
        // The exception repeats the position in its own count from zero.
        var reason = failure.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
        return failure is { LineNumber: { } line, BytePositionInLine: { } column }
            ? $"Line {line + 1}, column {column + 1}: {reason}."
            : $"{reason}.";
    }
}
