namespace LbPlatform.ControlPlane.Resources;

/// <summary>
/// Pages of resources in the order of their making. A page starts after an entry, not at a number, so that those
/// that come or go between two pages neither repeat nor hide others.
/// </summary>
internal static class ResourcePages
{
    /// <summary>The resources of the page, and where the list goes on.</summary>
    public static (IReadOnlyList<T> Items, string? Next) Take<T>(
        IEnumerable<T> inOrder,
        PageRequest page,
        HttpRequest request
    )
        where T : class, IResource
    {
        var found = inOrder
            .Where(resource =>
                page.After is not var (number, place) || IsAfter(resource, number, place)
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

    private static bool IsAfter(IResource resource, long number, string place)
    {
        var (name, id) = place.Split(':', 2) is [var n, var i] ? (n, i) : (place, "");
        // By its id, because who was seen may have got another name since, which is no reason to be seen again.
        return resource.Id != id
            && (
                resource.CreatedRevision.Value > number
                || (
                    resource.CreatedRevision.Value == number
                    && string.CompareOrdinal(resource.Name, name) > 0
                )
            );
    }
}
