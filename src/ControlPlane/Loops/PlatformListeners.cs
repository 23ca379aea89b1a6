using LbPlatform.ControlPlane.Nodes;
using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Loops;

/// <summary>Where the processes of the platform listen now: this one, and those that report.</summary>
internal sealed class PlatformListeners(IOptions<ControlPlaneOptions> options, NodeRegistry nodes)
{
    /// <summary>Their URLs, and what this machine is called.</summary>
    public PlatformAddresses Current =>
        new(
            [
                options.Value.Url,
                .. nodes
                    .Look()
                    .Nodes.Where(static node => !node.Report.IsStopping)
                    .SelectMany(static node => node.Report.Urls),
            ],
            LocalMachine.Read()
        );
}
