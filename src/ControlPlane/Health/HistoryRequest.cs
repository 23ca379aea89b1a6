using LbPlatform.State.Health;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Health;

/// <summary>Reads which part of a backend's history is asked for.</summary>
internal static class HistoryRequest
{
    private static readonly long LastInstant = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The question, which asks for one entry more than is to be shown, and how many are.</summary>
    public static (HistoryQuery Query, int Limit) Read(QueryReader query)
    {
        var from = query.Instant("from");
        var to = query.Instant("to");
        var outcome = query.Word<ProbeOutcome>("outcome");
        var page = PageRequest.Read(query);
        query.RefuseOthers();
        if (from >= to)
        {
            query.Refuse("from", "'from' must be earlier than 'to'.");
        }

        (DateTimeOffset, long)? before = null;
        if (page.After is var (at, word))
        {
            if (at <= LastInstant && long.TryParse(word, out var id))
            {
                before = (DateTimeOffset.FromUnixTimeMilliseconds(at), id);
            }
            else
            {
                query.Refuse("cursor", "This cursor is of another list.");
            }
        }

        return (
            new HistoryQuery
            {
                From = from,
                To = to,
                Outcome = outcome,
                Before = before,
                Limit = page.Limit + 1,
            },
            page.Limit
        );
    }
}
