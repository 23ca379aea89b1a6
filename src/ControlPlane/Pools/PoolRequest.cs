using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Affinity;
using LbPlatform.ControlPlane.Balancing;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.ControlPlane.Resilience;
using LbPlatform.ControlPlane.Transport;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>A pool as somebody wants it. Only the name must be given.</summary>
internal sealed record PoolRequest
{
    /// <summary>Unique.</summary>
    /// <example>api</example>
    public string? Name { get; init; }

    /// <summary>What is probed otherwise than for the platform; null inherits.</summary>
    public ProbeRequest? Probe { get; init; }

    /// <summary>How one of its backends is chosen for a request.</summary>
    public BalancingRequest? Balancing { get; init; }

    /// <summary>Whether its clients stay with their backend.</summary>
    public AffinityRequest? Affinity { get; init; }

    /// <summary>How long its backends drain unless a drain says otherwise, 0s to 1h. Default 30s.</summary>
    /// <example>30s</example>
    public string? DrainTimeout { get; init; }

    /// <summary>What it does when backends fail.</summary>
    public ResilienceRequest? Resilience { get; init; }

    /// <summary>How its backends are talked to.</summary>
    public TransportRequest? Transport { get; init; }

    /// <summary>Reads a body, noting what has the wrong type or is unknown.</summary>
    public static PoolRequest Read(JsonObject body, List<FieldError> errors)
    {
        var source = new ObjectReader(body, "", errors);
        source.Ignore(
            "id",
            "effectiveProbe",
            "warnings",
            "backends",
            "createdAt",
            "updatedAt",
            "revision"
        );
        var read = new PoolRequest
        {
            Name = source.Text("name", "\"api\""),
            Probe = source.Object("probe", "{\"path\":\"/health\"}", ProbeRequest.Read),
            Balancing = source.Object(
                "balancing",
                "{\"policy\":\"leastRequests\"}",
                BalancingRequest.Read
            ),
            Affinity = source.Object("affinity", "{\"kind\":\"cookie\"}", AffinityRequest.Read),
            DrainTimeout = source.Text("drainTimeout", "\"30s\""),
            Resilience = source.Object(
                "resilience",
                "{\"slowStart\":\"30s\"}",
                ResilienceRequest.Read
            ),
            Transport = source.Object(
                "transport",
                "{\"protocol\":\"http2\"}",
                TransportRequest.Read
            ),
        };
        source.RefuseOthers();
        return read;
    }
}
