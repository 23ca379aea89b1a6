using LbPlatform.DataPlane.Configuration;
using LbPlatform.State.Nodes;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Admin;

/// <summary>Who this process is, and what it says of itself.</summary>
internal sealed class NodeIdentity(
    AppliedConfiguration applied,
    IHostApplicationLifetime lifetime,
    IOptions<DataPlaneOptions> options,
    TimeProvider time
)
{
    private readonly string _id =
        $"dataplane-{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}";

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>The report of now.</summary>
    public NodeReport Report() =>
        new()
        {
            Id = _id,
            Kind = NodeKind.DataPlane,
            Version = typeof(NodeIdentity).Assembly.GetName().Version?.ToString(3) ?? "?",
            StartedAt = _startedAt,
            Urls =
            [
                .. options.Value.Url.Split(';', StringSplitOptions.RemoveEmptyEntries),
                options.Value.AdminUrl,
            ],
            StoreId = applied.Snapshot.StoreId,
            AppliedRevision = applied.Snapshot.Revision.Value,
            IsStopping = lifetime.ApplicationStopping.IsCancellationRequested,
            Quarantined = [.. applied.Quarantined.Select(static row => row.ToString())],
        };
}
