using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.ControlPlane.Transport;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>What may be changed of a pool.</summary>
internal sealed record PoolPatch
{
    /// <summary>What is probed otherwise than for the platform; null inherits.</summary>
    public ProbeRequest? Probe { get; init; }

    /// <summary>How its backends are talked to; null is the default.</summary>
    public TransportRequest? Transport { get; init; }

    /// <summary>Reads a body, noting what has the wrong type or is unknown.</summary>
    public static PoolPatch Read(JsonObject body, List<FieldError> errors)
    {
        var source = new ObjectReader(body, "", errors);
        source.Ignore(
            "id",
            "name",
            "effectiveProbe",
            "warnings",
            "backends",
            "createdAt",
            "updatedAt",
            "revision"
        );
        var read = new PoolPatch
        {
            Probe = source.Object("probe", "{\"path\":\"/health\"}") is { } probe
                ? ProbeRequest.Read(probe)
                : null,
            Transport = source.Object("transport", "{\"protocol\":\"http2\"}") is { } transport
                ? TransportRequest.Read(transport)
                : null,
        };
        source.RefuseOthers();
        return read;
    }
}
