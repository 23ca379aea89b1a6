using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace LbPlatform.ControlPlane.Http;

/// <summary>Which part of a list is asked for: so many entries after a place that an earlier answer named.</summary>
/// <param name="Limit">Entries at most.</param>
/// <param name="After">The last entry that the reader has, by number and then by word; <c>null</c> from the start.</param>
internal sealed record PageRequest(int Limit, (long Number, string Word)? After)
{
    public const int MostEntries = 500;
    public const int UnaskedEntries = 50;

    private const string CursorName = "cursor";

    /// <summary>Reads limit and cursor.</summary>
    public static PageRequest Read(QueryReader query)
    {
        var limit = query.Number("limit", 1, MostEntries) ?? UnaskedEntries;
        var cursor = query.Text(CursorName);
        var after = cursor is null ? null : Decode(cursor);
        if (cursor is not null && after is null)
        {
            query.Refuse(
                CursorName,
                "This cursor is none of ours. Follow 'next' of an answer as it is, or leave the cursor out to start anew."
            );
        }

        return new PageRequest(limit, after);
    }

    /// <summary>The request that goes on after an entry: the same as this one but for the cursor.</summary>
    public static string Next(HttpRequest request, long number, string word = "") =>
        request.Path
        + QueryString.Create(
            request
                .Query.Where(static part => part.Key != CursorName)
                .Select(static part =>
                    KeyValuePair.Create<string, string?>(part.Key, part.Value.ToString())
                )
                .Append(new(CursorName, Encode(number, word)))
        );

    private static string Encode(long number, string word) =>
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{number}:{word}"));

    private static (long, string)? Decode(string cursor)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor)).Split(':', 2);
            return
                parts.Length == 2
                && long.TryParse(
                    parts[0],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                ? (number, parts[1])
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
