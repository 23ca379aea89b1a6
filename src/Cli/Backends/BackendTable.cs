using System.Text.Json;

namespace LbPlatform.Cli.Backends;

/// <summary>The API's list of backends as a table for people, columns as wide as they need be. Pure.</summary>
internal static class BackendTable
{
    private const int Gap = 2;
    private const string Missing = "-";
    private static readonly string[] Head = ["NAME", "URL", "STATE", "HEALTH"];

    public static IReadOnlyList<string> For(JsonElement list)
    {
        string[][] rows = [Head, .. list.GetProperty("items").EnumerateArray().Select(RowOf)];
        int[] widths = [.. Head.Select((_, column) => rows.Max(row => row[column].Length) + Gap)];
        return
        [
            .. rows.Select(row =>
                string.Concat(row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()
            ),
        ];
    }

    private static string[] RowOf(JsonElement backend) =>
        [
            Text(backend, "name"),
            Text(backend, "url"),
            Text(backend, "administrativeState"),
            HealthOf(backend),
        ];

    private static string HealthOf(JsonElement backend) =>
        backend.TryGetProperty("health", out var health) && health.ValueKind == JsonValueKind.Object
            ? Text(health, "status")
            : Text(backend, "health");

    /// <summary>Control characters would let a name or an error draw on the terminal.</summary>
    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? string.Concat(value.GetString()!.Where(static c => !char.IsControl(c)))
            : Missing;
}
