namespace LbPlatform.ControlPlane.Backends;

/// <summary>
/// Pages of backends in the order of their making. A page starts after an entry, not at a number, so that backends
/// that come or go between two pages neither repeat nor hide others.
/// </summary>
internal static class BackendPages
{
    /// <summary>The backends of the page, and where the list goes on.</summary>
    public static (IReadOnlyList<Backend> Items, string? Next) Take(
        IEnumerable<Backend> inOrder,
        PageRequest page,
        HttpRequest request
    )
    {
        var found = inOrder
            .Where(backend =>
                page.After is not var (number, place) || IsAfter(backend, number, place)
            )
            .Take(page.Limit + 1)
            .ToList();
        if (found.Count <= page.Limit)
        {
            return (found, null);
        }

        var items = found[..page.Limit];
        var last = items[^1];
        return (
            items,
            PageRequest.Next(request, last.CreatedRevision.Value, $"{last.Name}:{last.Id}")
        );
    }

    private static bool IsAfter(Backend backend, long number, string place)
    {
        var (name, id) = place.Split(':', 2) is [var n, var i] ? (n, i) : (place, "");
        // By its id, because who was seen may have got another name since, which is no reason to be seen again.
        return backend.Id != id
            && (
                backend.CreatedRevision.Value > number
                || (
                    backend.CreatedRevision.Value == number
                    && string.CompareOrdinal(backend.Name, name) > 0
                )
            );
    }
}
