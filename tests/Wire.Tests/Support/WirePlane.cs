using LbPlatform.DataPlane.Diagnostics;
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

    /// <summary>The rules that are in force from its start.</summary>
    internal List<ReadingRule> ReadingRules { get; } = [.. ReadingRule.All];

    /// <summary>Where HTTP/1.1 is spoken.</summary>
    internal int Port => _plane!.Port;

    /// <summary>Where HTTP/2 is spoken.</summary>
    internal int Http2Port { get; } = FreePort.Next();

    /// <summary>Whether no request is on its way.</summary>
    internal bool IsIdle => _plane!.Service<ActiveRequests>().Count == 0;

    internal string Log => string.Join('\n', _plane!.Log.All.Select(static line => line.Text));

    public async Task InitializeAsync()
    {
        _plane = await RunningDataPlane.StartAsync(
            services =>
                services
                    .AddSingleton(new RequestGuard(Rules))
                    .AddSingleton<IReadOnlyList<ReadingRule>>(ReadingRules),
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
