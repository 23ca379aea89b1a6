using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Loops;

/// <summary>Where the processes of the platform listen now: this one, and those that report.</summary>
internal sealed class PlatformListeners(IOptions<ControlPlaneOptions> options)
{
    /// <summary>Their URLs, and what this machine is called.</summary>
    public PlatformAddresses Current => new([options.Value.Url], LocalMachine.Read());
}
