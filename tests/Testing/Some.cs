using LbPlatform.State;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.Testing;

/// <summary>Test data: valid resources with only what the test cares about named.</summary>
public static class Some
{
    /// <summary>An instant.</summary>
    public static readonly DateTimeOffset Instant = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A pool.</summary>
    public static Pool Pool(string name = "default") =>
        new()
        {
            Id = IdOf("pool", name),
            Name = name,
            CreatedRevision = new Revision(1),
            Revision = new Revision(1),
        };

    /// <summary>A backend of a pool, by default on a port of its own.</summary>
    public static Backend Backend(string name, string pool = "default", string? url = null) =>
        new()
        {
            Id = IdOf("backend", name),
            Name = name,
            PoolId = IdOf("pool", pool),
            Url = BackendUrl.Parse(url ?? $"http://{name}.test"),
            CreatedRevision = new Revision(1),
            Revision = new Revision(1),
        };

    /// <summary>A route to a pool.</summary>
    public static Route Route(
        string name = "default",
        string pool = "default",
        string? host = null,
        string pathPrefix = "/"
    ) =>
        new()
        {
            Id = IdOf("route", name),
            Name = name,
            PoolId = IdOf("pool", pool),
            Match = new() { Hosts = host is null ? [] : [host], Path = pathPrefix },
            CreatedRevision = new Revision(1),
            Revision = new Revision(1),
        };

    /// <summary>A snapshot with the default pool, the catch-all route and these backends.</summary>
    public static ConfigurationSnapshot Snapshot(params Backend[] backends) =>
        new()
        {
            StoreId = "store",
            Revision = new Revision(1),
            CommittedAt = Instant,
            Pools = ResourceSet<Pool>.Of([Pool()]),
            Backends = ResourceSet<Backend>.Of(backends),
            Routes = ResourceSet<Route>.Of([Route()]),
        };

    private static string IdOf(string kind, string name) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes($"{kind}/{name}")
            )
        )[..32];
}
