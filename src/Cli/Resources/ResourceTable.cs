using System.Text.Json;

namespace LbPlatform.Cli.Resources;

/// <summary>A list of the API as a table for people, columns as wide as they need be. Pure.</summary>
internal static class ResourceTable
{
    private const int Gap = 2;
    private const string Missing = "-";

    public static IReadOnlyList<string> For(JsonElement list, IReadOnlyList<Column> columns)
    {
        string[][] rows =
        [
            [.. columns.Select(static column => column.Head)],
            .. list.GetProperty("items")
                .EnumerateArray()
                .Select(item => columns.Select(column => Plain(column.Cell(item))).ToArray()),
        ];
        int[] widths = [.. columns.Select((_, at) => rows.Max(row => row[at].Length) + Gap)];
        return
        [
            .. rows.Select(row =>
                string.Concat(row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()
            ),
        ];
    }

    /// <summary>Control characters would let a name or an error draw on the terminal.</summary>
    private static string Plain(string? text) =>
        text is null ? Missing : string.Concat(text.Where(static c => !char.IsControl(c)));
}
