using LbPlatform.State.Model;
using LbPlatform.State.Routing;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Routing;

/// <summary>Routes and requests of few words, so that many of them meet: a pure function of a seed.</summary>
internal static class RandomRoutes
{
    private static readonly string[] Hosts = ["h", "x.h", "y.x.h", "*.h", "*.x.h", "other"];
    private static readonly string[] Segments = ["a", "b", "c d", "ü", "%2F"];
    private static readonly string[] Methods = ["GET", "POST"];

    public static Route Route(int seed)
    {
        var random = new Random(seed);
        var kind = random.GetItems(Enum.GetValues<PathKind>(), 1)[0];
        return Some.Route($"r{seed}") with
        {
            Priority = random.Next(4) == 0 ? random.Next(-1, 2) : 0,
            CreatedRevision = new(1 + random.Next(3)),
            Match = new()
            {
                Hosts = [.. random.GetItems(Hosts, random.Next(3)).Distinct()],
                Path = PathOf(random, kind),
                PathKind = kind,
                Methods = random.Next(3) == 0 ? [.. random.GetItems(Methods, 1)] : [],
                Headers = random.Next(3) == 0 ? [Field(random)] : [],
                Query = random.Next(3) == 0 ? [Field(random)] : [],
            },
        };
    }

    public static (string Method, string Host, string Target, IHeaderDictionary Headers) Request(
        int seed
    )
    {
        var random = new Random(seed);
        string[] hosts = ["h", "X.h:80", "y.x.h", "z.y.x.h.", "other", ""];
        string[] segments = ["a", "%61", "b", "c%20d", "%C3%BC", "%2f", "", "e"];
        string[] queries = ["", "?", "?p", "?p=v", "?p=vw&q", "?q=v&p=+v", "?%70=%76"];
        var headers = new HeaderDictionary();
        if (random.Next(2) == 0)
        {
            headers["p"] = random.GetItems<string>(["v", "vw", " v"], 1)[0];
        }

        var path = string.Concat(
            random.GetItems(segments, random.Next(1, 5)).Select(static s => $"/{s}")
        );
        return (
            random.GetItems(Methods, 1)[0],
            random.GetItems(hosts, 1)[0],
            path + random.GetItems(queries, 1)[0],
            headers
        );
    }

    private static string PathOf(Random random, PathKind kind)
    {
        var segments = random.GetItems(Segments, random.Next(4)).ToList();
        if (kind == PathKind.Pattern)
        {
            for (var at = 0; at < segments.Count; at++)
            {
                segments[at] = random.Next(3) == 0 ? "*" : segments[at];
            }

            if (random.Next(3) == 0)
            {
                segments.Add("**");
            }
        }

        if (random.Next(5) == 0 && kind != PathKind.Pattern)
        {
            segments.Add("");
        }

        return segments.Count == 0 ? "/" : string.Concat(segments.Select(static s => $"/{s}"));
    }

    private static FieldMatch Field(Random random) =>
        new()
        {
            Name = random.Next(2) == 0 ? "p" : "q",
            Kind = random.GetItems(Enum.GetValues<FieldMatchKind>(), 1)[0],
            Value = "v",
        };
}
