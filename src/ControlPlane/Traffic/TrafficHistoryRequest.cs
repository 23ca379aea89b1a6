using LbPlatform.State.Store.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>Reads which part of a backend's traffic is asked for.</summary>
internal static class TrafficHistoryRequest
{
    private static readonly long LastInstant = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The question, which asks for one bucket more than is to be shown, and how many are.</summary>
    public static (TrafficHistoryQuery Query, int Limit) Read(QueryReader query)
    {
        var from = query.Instant("from");
        var to = query.Instant("to");
        var resolution = query.Word<TrafficResolution>("resolution") ?? TrafficResolution.Minute;
        var page = PageRequest.Read(query);
        query.RefuseOthers();
        if (from >= to)
        {
            query.Refuse("from", "'from' must be earlier than 'to'.");
        }

        if (page.After is var (at, _))
        {
            if (at > LastInstant)
            {
                query.Refuse("cursor", "This cursor is of another list.");
            }
            else
            {
                // Newest first: the list goes on before the last bucket that was shown.
                to = DateTimeOffset.FromUnixTimeMilliseconds(at);
            }
        }

        return (
            new TrafficHistoryQuery
            {
                Resolution = resolution,
                From = from,
                To = to,
                Limit = page.Limit + 1,
            },
            page.Limit
        );
    }
}
