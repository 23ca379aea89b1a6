using System.Collections.Immutable;
using System.Net;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// The one place where our words meet YARP's: pool → cluster, backend → destination. Routes are ours
/// (<see cref="RouteSet"/>): YARP has none. A pure function of one snapshot that never throws: what cannot be used is left
/// out with its reason.
/// </summary>
internal static class ProxyConfigTranslator
{
    /// <summary>Translates <paramref name="snapshot"/>; time-outs come from <paramref name="options"/>.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="options">The settings of the process.</param>
    /// <param name="former">
    /// The last translation, sorted out: where settings, pools and backends are the same, it is the same one but for its revision, and
    /// nothing of it is made anew.
    /// </param>
    public static Translation Translate(
        ConfigurationSnapshot snapshot,
        DataPlaneOptions options,
        Translation? former = null
    )
    {
        var unreadable = snapshot.Unreadable.Select(QuarantinedRow.Of).ToImmutableArray();
        if (former is not null && HasSameBackends(former.Source, snapshot))
        {
            return former with
            {
                Source = snapshot,
                Usable =
                    former.Usable.Backends.Count == snapshot.Backends.Count
                        ? snapshot
                        : snapshot with
                        {
                            Backends = former.Usable.Backends,
                        },
                Unreadable = unreadable,
            };
        }

        var quarantined = ImmutableArray.CreateBuilder<QuarantinedRow>();
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
        var usable =
            backends.Count == snapshot.Backends.Count
                ? snapshot
                : snapshot with
                {
                    Backends = ResourceSet<Backend>.Of(backends),
                };
        return new(snapshot, usable, clusters, unreadable, quarantined.ToImmutable());
    }

    private static bool HasSameBackends(ConfigurationSnapshot a, ConfigurationSnapshot b) =>
        a.StoreId == b.StoreId
        && a.Settings.Revision == b.Settings.Revision
        && AreSame(a.Pools, b.Pools)
        && AreSame(a.Backends, b.Backends);

    private static bool AreSame<T>(ResourceSet<T> a, ResourceSet<T> b)
        where T : class, IResource
    {
        var (x, y) = (a.InOrder, b.InOrder);
        if (x.Length != y.Length)
        {
            return false;
        }

        for (var at = 0; at < x.Length; at++)
        {
            if (x[at].Id != y[at].Id || x[at].Revision != y[at].Revision)
            {
                return false;
            }
        }

        return true;
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
}
