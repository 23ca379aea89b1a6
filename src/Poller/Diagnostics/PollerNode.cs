using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Scheduling;
using LbPlatform.State.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LbPlatform.Poller.Diagnostics;

/// <summary>What this process says of itself to ControlPlane.</summary>
internal sealed class PollerNode(ProbeScheduler scheduler, IServer server, TimeProvider time)
{
    private readonly string _id = $"poller-{Environment.MachineName}-{Environment.ProcessId}";
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>The report of now.</summary>
    public NodeReport Report() =>
        new()
        {
            Id = _id,
            Kind = NodeKind.Poller,
            Version = ProbeRequest.Version,
            StartedAt = _startedAt,
            Urls = [.. server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []],
            StoreId = scheduler.View?.StoreId ?? "",
            AppliedRevision = scheduler.View?.AppliedRevision.Value ?? 0,
        };
}
