using System.Collections.Immutable;
using System.Net;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Route = LbPlatform.State.Model.Route;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// The one place where our words meet YARP's: pool → cluster, backend → destination, route → route. A pure function
/// of one snapshot that never throws: what cannot be used is left out with its reason.
/// </summary>
internal static class ProxyConfigTranslator
{
    // Orders of routes: hosts named in full before wildcards before none, then longer paths before shorter ones.
    private const int OrderOfHostKind = 1_000_000;
    private const int MostSegments = 1_000;
    private const int MostLabels = 256;

    /// <summary>Translates <paramref name="snapshot"/>; time-outs come from <paramref name="options"/>.</summary>
    public static Translation Translate(ConfigurationSnapshot snapshot, DataPlaneOptions options)
    {
        var quarantined = ImmutableArray.CreateBuilder<QuarantinedRow>();
        quarantined.AddRange(snapshot.Unreadable.Select(QuarantinedRow.Of));
        var backends = UsableBackends(snapshot, quarantined);
        var members = backends.ToLookup(static backend => backend.PoolId);
        ImmutableArray<ClusterConfig> clusters =
        [
            .. snapshot.Pools.InOrder.Select(pool =>
                ToCluster(
                    pool,
                    members[pool.Id],
                    new(pool.Transport, snapshot.Settings.Addresses),
                    options
                )
            ),
        ];
        var routes = TranslateRoutes(snapshot, quarantined);
        var usable =
            backends.Count == snapshot.Backends.Count
                ? snapshot
                : snapshot with
                {
                    Backends = ResourceSet<Backend>.Of(backends),
                };
        return new(usable, routes, clusters, quarantined.ToImmutable());
    }

    private static List<Backend> UsableBackends(
        ConfigurationSnapshot snapshot,
        ImmutableArray<QuarantinedRow>.Builder quarantined
    )
    {
        var usable = new List<Backend>(snapshot.Backends.Count);
        var seen = new HashSet<(string Pool, string Url)>();
        foreach (var backend in snapshot.Backends.InOrder)
        {
            var reason =
                snapshot.Pools.Find(backend.PoolId)?.Id != backend.PoolId
                    ? "its pool does not exist; move it to another"
                : !seen.Add((backend.PoolId, backend.Url.Text))
                    ? $"its pool has another backend at {backend.Url}; remove one of them"
                : null;
            if (reason is null)
            {
                usable.Add(backend);
            }
            else
            {
                quarantined.Add(new("backend", backend.Name, reason));
            }
        }

        return usable;
    }

    private static ClusterConfig ToCluster(
        Pool pool,
        IEnumerable<Backend> members,
        ConnectionRules rules,
        DataPlaneOptions options
    )
    {
        var isHttp2 = pool.Transport.Protocol == BackendProtocol.Http2;
        return new()
        {
            ClusterId = pool.Id,
            // Draining and disabled ones too: what is in flight on them ends undisturbed. The key holds the URL, so
            // that a server elsewhere inherits no state.
            Destinations = members.ToDictionary(
                static backend => $"{backend.Id}@{backend.Url}",
                static backend => new DestinationConfig { Address = backend.Url.Text },
                StringComparer.Ordinal
            ),
            Metadata = rules.Write(pool.Name),
            HttpRequest = new ForwarderRequestConfig
            {
                Version = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
                VersionPolicy = isHttp2
                    ? HttpVersionPolicy.RequestVersionExact
                    : HttpVersionPolicy.RequestVersionOrLower,
                ActivityTimeout = options.ActivityTimeout,
            },
        };
    }

    private static ImmutableArray<RouteConfig> TranslateRoutes(
        ConfigurationSnapshot snapshot,
        ImmutableArray<QuarantinedRow>.Builder quarantined
    )
    {
        var routes = ImmutableArray.CreateBuilder<RouteConfig>(snapshot.Routes.Count);
        var matched = new Dictionary<(string Host, string Path), Route>();
        foreach (var route in snapshot.Routes.InOrder)
        {
            var prefix = NormalPrefix(route.Match.Path);
            var host = route.Match.Hosts is [var named, ..] ? named.ToLowerInvariant() : null;
            var key = (host ?? "", prefix.ToLowerInvariant());
            var reason =
                route.PoolId is null || snapshot.Pools.Find(route.PoolId)?.Id != route.PoolId
                    ? "its pool does not exist; point it to another"
                // Two that match alike would make each request ambiguous; the older one is in use already.
                : matched.TryGetValue(key, out var older)
                    ? $"it matches the same requests as route {older.Name}; change or remove one of them"
                : prefix.Any(char.IsControl) ? "its path has control characters"
                : null;
            if (reason is not null)
            {
                quarantined.Add(new("route", route.Name, reason));
                continue;
            }

            matched.Add(key, route);
            routes.Add(
                new()
                {
                    RouteId = route.Id,
                    ClusterId = route.PoolId,
                    Order = OrderOf(host, prefix),
                    Match = new()
                    {
                        Hosts = host is null ? null : [host],
                        Path = $"{Literal(prefix)}/{{**rest}}",
                    },
                }
            );
        }

        return routes.ToImmutable();
    }

    /// <summary>Lowest first: the order in which routes are asked.</summary>
    private static int OrderOf(string? host, string prefix)
    {
        var segments = Math.Min(prefix.Count(static c => c == '/'), MostSegments - 1);
        return host switch
            {
                null => 2 * OrderOfHostKind,
                _ when host.StartsWith("*.", StringComparison.Ordinal) => OrderOfHostKind
                    + ((MostLabels - Labels(host)) * MostSegments),
                _ => 0,
            }
            + MostSegments
            - segments;
    }

    private static int Labels(string host) =>
        Math.Min(host.Count(static c => c == '.'), MostLabels - 1);

    /// <summary>Without slashes at its end; escapes are resolved as the server resolves those of a request's path.</summary>
    private static string NormalPrefix(string? prefix)
    {
        var trimmed = (prefix ?? "").TrimEnd('/');
        return trimmed.Contains('%')
            ? string.Join("%2F", SplitEncodedSlashes(trimmed).Select(Uri.UnescapeDataString))
            : trimmed;
    }

    private static string[] SplitEncodedSlashes(string path) =>
        path.Replace("%2f", "%2F", StringComparison.Ordinal).Split("%2F");

    private static string Literal(string prefix) =>
        prefix
            .Replace("{", "{{", StringComparison.Ordinal)
            .Replace("}", "}}", StringComparison.Ordinal);
}
