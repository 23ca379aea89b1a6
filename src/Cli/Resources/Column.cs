using System.Text.Json;

namespace LbPlatform.Cli.Resources;

/// <summary>A column of a table of resources.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="Cell">What it shows of a resource; <c>null</c> where the resource has no such thing.</param>
internal sealed record Column(string Head, Func<JsonElement, string?> Cell)
{
    /// <summary>A column of a member, or of a member of a member, and so on.</summary>
    public static Column Of(string head, params string[] path) =>
        new(head, resource => Find(resource, path) is { } found ? Show(found) : null);

    /// <summary>The member that the path leads to.</summary>
    public static JsonElement? Find(JsonElement resource, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (
                resource.ValueKind != JsonValueKind.Object
                || !resource.TryGetProperty(name, out resource)
            )
            {
                return null;
            }
        }

        return resource;
    }

    private static string? Show(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Show)),
            _ => null,
        };
}
