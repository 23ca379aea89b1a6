namespace LbPlatform.ControlPlane.Resources;

/// <summary>What a kind of resource is called.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="One">One of them, as messages say it.</param>
/// <param name="Many">Several of them; also their place in the API.</param>
internal sealed record ResourceWords(ResourceKind Kind, string One, string Many)
{
    public static readonly ResourceWords Backend = new(ResourceKind.Backend, "backend", "backends");
    public static readonly ResourceWords Pool = new(ResourceKind.Pool, "pool", "pools");
    public static readonly ResourceWords Route = new(ResourceKind.Route, "route", "routes");

    /// <summary>Where all of them are.</summary>
    public string Path => $"/{Many}";

    /// <summary>Where the one with this name is.</summary>
    public string PathOf(string name) => $"{Path}/{name}";
}
