using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State.Addresses;
using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Loops;

/// <summary>Where the processes of the platform listen: this one, and all that ever reported.</summary>
internal sealed class PlatformListeners(IOptions<ControlPlaneOptions> options, NodeRegistry nodes)
{
    /// <summary>Their URLs, and what this machine is called.</summary>
    public PlatformAddresses Current =>
        new([options.Value.Url, .. nodes.Urls], LocalMachine.Read());
}
