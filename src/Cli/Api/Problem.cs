using System.Collections.Immutable;
using System.Text.Json;

namespace LbPlatform.Cli.Api;

/// <summary>Why the control plane refused a request (RFC 9457), in lines for people.</summary>
internal sealed record Problem(ImmutableArray<string> Lines)
{
    /// <summary>Reads a problem document; what is none is repeated as far as one line goes.</summary>
    public static Problem Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return new Problem([.. LinesOf(document.RootElement)]);
        }
        catch (JsonException)
        {
            return new Problem([text.Split('\n')[0].Trim()]);
        }
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(' ', Lines);

    private static string[] LinesOf(JsonElement problem)
    {
        if (problem.ValueKind != JsonValueKind.Object)
        {
            return [problem.GetRawText()];
        }

        string[] errors =
            problem.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(ErrorLine)]
                : [];
        return errors.Length > 0
            ? errors
            : [Text(problem, "detail") ?? Text(problem, "title") ?? problem.GetRawText()];
    }

    private static string ErrorLine(JsonElement error) =>
        Text(error, "detail") ?? Text(error, "message") ?? error.GetRawText();

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
