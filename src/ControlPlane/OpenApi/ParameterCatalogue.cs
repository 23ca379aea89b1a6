using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Affinity;
using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Draining;
using LbPlatform.State.Health;
using LbPlatform.State.Store.Traffic;
using Microsoft.OpenApi;

namespace LbPlatform.ControlPlane.OpenApi;

/// <summary>The query parameters and headers of the API, each described once.</summary>
internal static class ParameterCatalogue
{
    private static readonly Dictionary<string, OpenApiParameter> Known = new OpenApiParameter[]
    {
        Query(
            "limit",
            "Entries at most.",
            Number(1, PageRequest.MostEntries, PageRequest.UnaskedEntries)
        ),
        Query("cursor", "Where the list goes on: taken from 'next' of an answer.", Text()),
        Query("pool", "Only what serves or names the pool with this name or id.", Text()),
        Query("administrativeState", "Only backends with this wish.", Words<AdministrativeState>()),
        Query("tier", "Only backends of this tier.", Number(0, Backend.LastTier)),
        Query("zone", "Only backends of this zone.", Text()),
        Query("health", "Only backends with this verdict.", Words<HealthStatus>()),
        Query("status", "Only backends with this verdict.", Words<HealthStatus>()),
        Query(
            "node",
            "The data plane that is asked, by its id; any live one where none is named.",
            Text()
        ),
        Query("q", "Only those with this text in the name (or the URL of a backend).", Text()),
        Query("from", "Not before this time (RFC 3339).", Text("date-time")),
        Query("to", "Before this time (RFC 3339).", Text("date-time")),
        Query("resolution", "The length of the buckets.", Words<TrafficResolution>()),
        Query("outcome", "Only with this probe outcome.", Words<ProbeOutcome>()),
        Query(
            "dryRun",
            "true: check and answer, but change nothing.",
            new() { Type = JsonSchemaType.Boolean }
        ),
        Query(
            "wait",
            $"How long to wait until every data plane has nothing in flight, 0s to {DurationText.Format(DrainWait.Longest)}. Default 0s.",
            Text()
        ),
        Query(
            "timeout",
            $"Time until the deadline, 0s to {DurationText.Format(BackendDrain.LongestTimeout)}, from now. Default: the pool's drainTimeout.",
            Text()
        ),
        Query(
            "drain",
            "false: remove at once, without draining.",
            new() { Type = JsonSchemaType.Boolean, Default = true }
        ),
        Query(
            "keep",
            $"How long cookies signed with the keys before are accepted, 0s to {DurationText.Format(AffinityKeyEndpoints.LongestKeep)}. Default {DurationText.Format(AffinityKeyEndpoints.DefaultKeep)}.",
            Text()
        ),
        Header(
            "If-Match",
            "The entity tag that the resource must still have, by its revision (\"r17\" will do); otherwise 412.",
            Text()
        ),
        Header(
            "If-None-Match",
            "The entity tag that the reader has; 304 while the answer would be the same.",
            Text()
        ),
        Header(
            "Prefer",
            $"wait=N: answer when every live data plane acts on the change, or after N seconds ({WaitPreference.Longest.TotalSeconds} at most) with 202.",
            Text()
        ),
        Header(WriteRequest.ActorHeader, "Who changes something, for the audit trail.", Text()),
        Header(
            "Idempotency-Key",
            "Any word of the writer's own: the same request with the same key is carried out once.",
            Text()
        ),
    }.ToDictionary(static parameter => parameter.Name!, StringComparer.Ordinal);

    /// <summary>The parameter's description.</summary>
    public static OpenApiParameter Find(string name) => Known[name];

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = schema,
        };

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = schema,
        };

    private static OpenApiSchema Text(string? format = null) =>
        new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Number(int lowest, int highest, int? otherwise = null) =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Minimum = $"{lowest}",
            Maximum = $"{highest}",
            Default = otherwise,
        };

    private static OpenApiSchema Words<T>()
        where T : struct, Enum =>
        new()
        {
            Type = JsonSchemaType.String,
            Enum =
            [
                .. Enum.GetNames<T>()
                    .Select(static word => (JsonNode)JsonValue.Create(word.ToLowerInvariant())),
            ],
        };
}
