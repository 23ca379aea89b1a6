namespace LbPlatform.State.Store;

/// <summary>Where the state lies. Section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Store";

    /// <summary>
    /// The directory of config.db, health.db and traffic.db, absolute or relative to the directory that the process is started
    /// in. Default <c>db</c>. It must lie on a local disk: WAL does not work over a network file system.
    /// </summary>
    public string Directory { get; set; } = "db";

    /// <summary>The configuration store, written by ControlPlane only.</summary>
    public string ConfigurationFile => InDirectory("config.db");

    /// <summary>The health store, written by Poller only.</summary>
    public string HealthFile => InDirectory("health.db");

    /// <summary>The roll-ups of traffic, written by ControlPlane only.</summary>
    public string TrafficFile => InDirectory("traffic.db");

    /// <summary>Where <paramref name="process"/> keeps its last good copies.</summary>
    public string LastGoodFile(string process, string content) =>
        InDirectory(Path.Combine("last-good", $"{process}-{content}.json"));

    /// <summary>The lock that keeps a second writer of the same kind away.</summary>
    public string LockFile(string process) => InDirectory($"{process}.lock");

    private string InDirectory(string name) => Path.Combine(Path.GetFullPath(Directory), name);
}
