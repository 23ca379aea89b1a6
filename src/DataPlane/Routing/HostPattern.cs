using System.Net;

namespace LbPlatform.DataPlane.Routing;

/// <summary>A host of a route, and how a request's host is read to be compared with it. Immutable.</summary>
/// <param name="Key">The host in lower case, of a wildcard what follows <c>*.</c>; empty for any host.</param>
/// <param name="IsWildcard">Whether labels must stand before it.</param>
internal sealed record HostPattern(string Key, bool IsWildcard)
{
    private const string Wildcard = "*.";

    /// <summary>Every host, and none.</summary>
    public static HostPattern Any { get; } = new("", IsWildcard: false);

    /// <summary>Whether it is <see cref="Any"/>.</summary>
    public bool IsAny => Key.Length == 0;

    /// <summary>Its labels.</summary>
    public int Labels => Key.Count(static c => c == '.') + 1;

    /// <summary>The pattern of <paramref name="host"/>.</summary>
    public static HostPattern Of(string host)
    {
        var lower = host.ToLowerInvariant();
        return lower.StartsWith(Wildcard, StringComparison.Ordinal)
                ? new(lower[Wildcard.Length..], IsWildcard: true)
            : lower.StartsWith('[') && IPAddress.TryParse(lower, out var address)
                ? new($"[{address}]", IsWildcard: false)
            : new(lower, IsWildcard: false);
    }

    /// <summary>
    /// Writes the host of a Host field, without port and the dot of the root, in lower case into <paramref name="buffer"/>;
    /// answers its length, 0 where there is none or it does not fit.
    /// </summary>
    public static int Read(ReadOnlySpan<char> field, Span<char> buffer)
    {
        var end = field is ['[', ..] ? field.IndexOf(']') + 1 : field.IndexOf(':');
        var host = (end <= 0 ? field : field[..end]).TrimEnd('.');
        return host.Length <= buffer.Length ? host.ToLowerInvariant(buffer) : 0;
    }
}
