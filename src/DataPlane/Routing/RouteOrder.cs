namespace LbPlatform.DataPlane.Routing;

/// <summary>
/// Which of several routes that match a request takes it, most wanted first: by priority; then by how narrow its host is
/// (in full, then wildcards by labels, then any); by its path (exact, then patterns of fixed length, then prefixes and
/// patterns with <c>**</c>; more segments, then more literal characters); whether it names methods; by how many headers,
/// then query parameters it names; then the older one. A total order: no request is ambiguous. Pure.
/// </summary>
internal sealed class RouteOrder : IComparer<RouteEntry>
{
    /// <summary>The order.</summary>
    public static RouteOrder Instance { get; } = new();

    /// <summary>Less than zero where <paramref name="x"/> takes the request.</summary>
    public int Compare(RouteEntry? x, RouteEntry? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byRank = y.Rank.CompareTo(x.Rank);
        if (byRank != 0)
        {
            return byRank;
        }

        var (a, b) = (x.Plan.Route, y.Plan.Route);
        var byAge = a.CreatedRevision.CompareTo(b.CreatedRevision);
        return byAge != 0 ? byAge : string.CompareOrdinal(a.Id, b.Id);
    }
}
