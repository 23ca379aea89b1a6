using LbPlatform.DataPlane.Strictness;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.Wire.Tests.Support;

/// <summary>One data plane for many cases, before a backend that reads strictly.</summary>
public sealed class WirePlane : IAsyncLifetime
{
    private RunningDataPlane? _plane;

    internal StrictOrigin Origin { get; } = new();

    /// <summary>The rules in force; a test may take one out for a while.</summary>
    internal List<RequestRule> Rules { get; } = [.. RequestRules.All];

    /// <summary>Where HTTP/1.1 is spoken.</summary>
    internal int Port => _plane!.Port;

    /// <summary>Where HTTP/2 is spoken.</summary>
    internal int Http2Port { get; } = FreePort.Next();

    internal string Log => string.Join('\n', _plane!.Log.All.Select(static line => line.Text));

    public async Task InitializeAsync()
    {
        _plane = await RunningDataPlane.StartAsync(
            services => services.AddSingleton(new RequestGuard(Rules)),
            "--DataPlane:Listeners:0:Url",
            $"http://127.0.0.1:{Http2Port}",
            "--DataPlane:Listeners:0:Protocols",
            "Http2"
        );
        await _plane.EditAsync(draft => RunningDataPlane.Add(draft, "strict", Origin.Url));
    }

    public async Task DisposeAsync()
    {
        await _plane!.DisposeAsync();
        await Origin.DisposeAsync();
    }
}
