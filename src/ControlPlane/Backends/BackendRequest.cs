using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>A backend as somebody wants it. Only the URL must be given.</summary>
internal sealed record BackendRequest
{
    /// <summary>Where the server listens: an absolute http or https URL.</summary>
    /// <example>http://localhost:9004</example>
    public string? Url { get; init; }

    /// <summary>Unique; made from host and port where it is absent.</summary>
    /// <example>b4</example>
    public string? Name { get; init; }

    /// <summary>Name or id of the pool that it serves.</summary>
    /// <example>default</example>
    public string? Pool { get; init; }

    /// <summary>enabled, draining (no new requests) or disabled (no requests, no probes).</summary>
    /// <example>enabled</example>
    public string? AdministrativeState { get; init; }

    /// <summary>Its share of the pool's requests relative to the others, 0 (none) to 1000. Default 100.</summary>
    /// <example>100</example>
    public int? Weight { get; init; }

    /// <summary>0 (default) serves always; 1 to 9 are backups for when no backend of a lower tier can serve.</summary>
    /// <example>0</example>
    public int? Tier { get; init; }

    /// <summary>The zone that it runs in, for data planes that prefer their own; null (default) where none is known.</summary>
    /// <example>zone-a</example>
    public string? Zone { get; init; }

    /// <summary>What is probed otherwise than for its pool.</summary>
    public ProbeRequest? Probe { get; init; }

    /// <summary>Reads a body, noting what has the wrong type or is unknown.</summary>
    public static BackendRequest Read(JsonObject body, List<FieldError> errors)
    {
        var source = new ObjectReader(body, "", errors);
        source.Ignore(
            "id",
            "drain",
            "effectiveProbe",
            "health",
            "createdAt",
            "updatedAt",
            "revision"
        );
        var read = new BackendRequest
        {
            Url = source.Text("url", "\"http://localhost:9001\""),
            Name = source.Text("name", "\"b1\""),
            Pool = source.Text("pool", "\"default\""),
            AdministrativeState = source.Text("administrativeState", "\"enabled\""),
            Weight = source.Integer("weight", "100"),
            Tier = source.Integer("tier", "0"),
            Zone = source.Text("zone", "\"zone-a\""),
            Probe = source.Object("probe", "{\"path\":\"/health\"}", ProbeRequest.Read),
        };
        source.RefuseOthers();
        return read;
    }
}
