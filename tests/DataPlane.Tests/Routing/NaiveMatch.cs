using LbPlatform.State.Model;
using LbPlatform.State.Routing;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Routing;

/// <summary>The meaning of routes, as plainly as it can be said: all that match, sorted, the first. Shares no code with the table.</summary>
internal static class NaiveMatch
{
    public static Route? First(
        IEnumerable<Route> routes,
        string method,
        string host,
        string target,
        IHeaderDictionary headers
    )
    {
        var parts = target.Split('?', 2);
        var query = parts.Length < 2 ? "" : parts[1];
        var name = host.Split(':')[0].TrimEnd('.').ToLowerInvariant();
        return routes
            .SelectMany(static route =>
                route
                    .Match.Hosts.DefaultIfEmpty("")
                    .Select(pattern => (Route: route, Host: pattern))
            )
            .Where(entry => HostMatches(entry.Host, name))
            .Where(entry => PathMatches(entry.Route.Match, parts[0]))
            .Where(entry => Matches(entry.Route.Match, method, headers, query))
            .OrderByDescending(static entry => entry.Route.Priority)
            .ThenByDescending(static entry =>
                entry.Host.Length == 0 ? 0
                : entry.Host[0] == '*' ? entry.Host.Split('.').Length
                : 1_000
            )
            .ThenByDescending(static entry => KindOf(entry.Route.Match))
            .ThenByDescending(static entry => Literals(entry.Route.Match).Count)
            .ThenByDescending(static entry =>
                Literals(entry.Route.Match)
                    .Sum(static part => part == "*" ? 0 : Decoded(part).Length)
            )
            .ThenByDescending(static entry => entry.Route.Match.Methods.Count > 0)
            .ThenByDescending(static entry => entry.Route.Match.Headers.Count)
            .ThenByDescending(static entry => entry.Route.Match.Query.Count)
            .ThenBy(static entry => entry.Route.CreatedRevision)
            .ThenBy(static entry => entry.Route.Id, StringComparer.Ordinal)
            .FirstOrDefault()
            .Route;
    }

    private static bool HostMatches(string pattern, string host) =>
        pattern.Length == 0
        || (
            pattern[0] == '*'
                ? host.EndsWith(pattern[1..], StringComparison.Ordinal)
                    && host.Length >= pattern.Length
                : host == pattern
        );

    private static bool PathMatches(RouteMatch match, string path)
    {
        var wanted = Literals(match);
        var given = path.Split('/').Skip(1).ToList();
        var isOpen = KindOf(match) == 0;
        return (isOpen ? given.Count >= wanted.Count : given.Count == wanted.Count)
            && wanted.Zip(given).All(pair => SegmentMatches(match, pair.First, pair.Second));
    }

    private static bool SegmentMatches(RouteMatch match, string wanted, string given) =>
        match.PathKind == PathKind.Pattern && wanted == "*"
            ? given.Length > 0
            : Decoded(wanted).SequenceEqual(Decoded(given));

    private static int KindOf(RouteMatch match) =>
        match.PathKind switch
        {
            PathKind.Exact => 2,
            PathKind.Pattern when !match.Path.EndsWith("/**", StringComparison.Ordinal) => 1,
            _ => 0,
        };

    private static List<string> Literals(RouteMatch match)
    {
        var path = match.PathKind == PathKind.Prefix ? match.Path.TrimEnd('/') : match.Path;
        if (match.PathKind == PathKind.Pattern && path.EndsWith("/**", StringComparison.Ordinal))
        {
            path = path[..^3];
        }

        return [.. path.Split('/').Skip(1)];
    }

    private static byte[] Decoded(string segment)
    {
        var bytes = new List<byte>();
        var raw = System.Text.Encoding.UTF8.GetBytes(segment);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] == '%')
            {
                bytes.Add(Convert.ToByte(segment.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
            {
                bytes.Add(raw[at]);
            }
        }

        return [.. bytes];
    }

    private static bool Matches(
        RouteMatch match,
        string method,
        IHeaderDictionary headers,
        string query
    )
    {
        var parameters = query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => $"{pair}=".Split('='))
            .Select(static pair => (Name: Form(pair[0]), Value: Form(pair[1])))
            .ToList();
        return (match.Methods.Count == 0 || match.Methods.Contains(method))
            && match.Headers.All(field =>
                Holds(field, [.. headers[field.Name].Select(static value => value ?? "")])
            )
            && match.Query.All(field =>
                Holds(field, [.. parameters.Where(p => p.Name == field.Name).Select(p => p.Value)])
            );
    }

    private static string Form(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static bool Holds(FieldMatch field, string[] values) =>
        field.Kind switch
        {
            FieldMatchKind.Exact => values.Contains(field.Value),
            FieldMatchKind.Prefix => values.Any(v =>
                v.StartsWith(field.Value, StringComparison.Ordinal)
            ),
            FieldMatchKind.Contains => values.Any(v =>
                v.Contains(field.Value, StringComparison.Ordinal)
            ),
            FieldMatchKind.Present => values.Length > 0,
            _ => values.Length == 0,
        };
}
