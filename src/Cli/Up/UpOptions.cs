using System.Collections.Immutable;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Up;

/// <summary>What <c>lb up</c> was asked for, checked.</summary>
internal sealed record UpOptions
{
    public static readonly ImmutableArray<int> DefaultDemoPorts = [9001, 9002, 9003];

    /// <summary>Where config.db and health.db lie, as it was given.</summary>
    public string DataDirectory { get; init; } = "db";

    /// <summary>The data plane's, for traffic.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The data plane's for encrypted traffic; <c>null</c> without one.</summary>
    public UpTls? Tls { get; init; }

    /// <summary>The control plane's, on loopback.</summary>
    public int ControlPort { get; init; } = 9080;

    /// <summary>The data plane's own, on loopback.</summary>
    public int AdminPort { get; init; } = 9081;

    /// <summary>The poller's own, on loopback.</summary>
    public int PollerPort { get; init; } = 9082;

    /// <summary>Where demo backends listen; empty without any.</summary>
    public ImmutableArray<int> DemoPorts { get; init; } = [];

    /// <summary>What an empty store begins with, the demo backends left out.</summary>
    public ImmutableArray<BackendSeed> Seeds { get; init; } = [];

    /// <summary>What is asked of the platform's probe settings.</summary>
    public ProbeOverrides Probe { get; init; } = ProbeOverrides.None;

    /// <summary>How long the data plane lets requests in flight end when it stops.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A line for each request.</summary>
    public bool AccessLog { get; init; }

    /// <summary>Answers name their backend in a header.</summary>
    public bool BackendHeader { get; init; }
}
