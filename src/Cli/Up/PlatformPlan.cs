using System.Collections.Immutable;
using LbPlatform.Cli.Demo;
using LbPlatform.Cli.Programs;
using LbPlatform.Cli.Supervision;
using LbPlatform.Cli.Up.Preflight;

namespace LbPlatform.Cli.Up;

/// <summary>Which processes a platform consists of, and where they listen. Pure.</summary>
internal sealed record PlatformPlan
{
    private const string Loopback = "http://127.0.0.1";

    // The data plane drains while everything that it may need still runs; the backends go last.
    private const int DataPlaneStops = 1;
    private const int PollerStops = 2;
    private const int ControlPlaneStops = 3;
    private const int DemoStops = 4;

    /// <summary>Beyond draining, for the data plane's own end.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(5);

    /// <summary>Started first: the control plane makes the store that the others read.</summary>
    public required ImmutableArray<ChildPlan> Foundation { get; init; }

    /// <summary>Started when the foundation is ready.</summary>
    public required ImmutableArray<ChildPlan> Rest { get; init; }

    /// <summary>Every address that must be free, in the order of importance.</summary>
    public required ImmutableArray<Listener> Listeners { get; init; }

    public IEnumerable<ChildPlan> Children => Foundation.Concat(Rest);

    /// <summary>The plan for <paramref name="options"/>; <paramref name="dataDirectory"/> is absolute.</summary>
    public static PlatformPlan For(
        UpOptions options,
        string dataDirectory,
        Func<string, string> assemblyOf
    ) =>
        new()
        {
            Foundation =
            [
                ControlPlane(options, dataDirectory, assemblyOf),
                .. DemoPlan.For(options.DemoPorts, DemoStops, assemblyOf),
            ],
            Rest =
            [
                DataPlane(options, dataDirectory, assemblyOf),
                Poller(options, dataDirectory, assemblyOf),
            ],
            Listeners =
            [
                new(options.Port, "--port", Reach.Everyone),
                .. options.Tls is { } tls
                    ? [new Listener(tls.Port, "--https-port", Reach.Everyone)]
                    : Array.Empty<Listener>(),
                new(options.ControlPort, "--control-port", Reach.Loopback),
                new(options.AdminPort, "--admin-port", Reach.Loopback),
                new(options.PollerPort, "--poller-port", Reach.Loopback),
                .. options.DemoPorts.Select(static port => new Listener(
                    port,
                    "--demo-ports",
                    Reach.Loopback
                )),
            ],
        };

    private static ChildPlan ControlPlane(
        UpOptions options,
        string dataDirectory,
        Func<string, string> assemblyOf
    ) =>
        new()
        {
            Name = "controlplane",
            Assembly = assemblyOf(ProgramFiles.ControlPlane),
            Arguments =
            [
                .. ChildArguments.Supervised,
                .. ChildArguments.Set("Store:Directory", dataDirectory),
                .. ChildArguments.Set("ControlPlane:Url", $"{Loopback}:{options.ControlPort}"),
            ],
            Ready = new Uri($"{Loopback}:{options.ControlPort}/readyz"),
            StopStage = ControlPlaneStops,
        };

    private static ChildPlan DataPlane(
        UpOptions options,
        string dataDirectory,
        Func<string, string> assemblyOf
    ) =>
        new()
        {
            Name = "dataplane",
            Assembly = assemblyOf(ProgramFiles.DataPlane),
            Arguments =
            [
                .. ChildArguments.Supervised,
                .. ChildArguments.Set("Store:Directory", dataDirectory),
                .. ChildArguments.Set("DataPlane:Url", $"http://*:{options.Port}"),
                .. ChildArguments.Set("DataPlane:AdminUrl", $"{Loopback}:{options.AdminPort}"),
                .. ChildArguments.Set(
                    "DataPlane:ControlPlaneUrl",
                    $"{Loopback}:{options.ControlPort}"
                ),
                .. ChildArguments.Set(
                    "DataPlane:DrainTimeout",
                    DurationText.Format(options.DrainTimeout)
                ),
                .. Https(options.Tls),
                .. ChildArguments.SetIf(options.AccessLog, "DataPlane:AccessLog"),
                .. ChildArguments.SetIf(options.BackendHeader, "DataPlane:BackendHeader"),
            ],
            Ready = new Uri($"{Loopback}:{options.AdminPort}/readyz"),
            StopStage = DataPlaneStops,
            StopWithin = options.DrainTimeout + StopMargin,
        };

    private static IEnumerable<string> Https(UpTls? tls) =>
        tls is null
            ? []
            :
            [
                .. ChildArguments.Set("DataPlane:Listeners:0:Url", $"https://*:{tls.Port}"),
                .. ChildArguments.Set(
                    "DataPlane:Listeners:0:Tls:Certificates:0:File",
                    Path.GetFullPath(tls.Certificate)
                ),
                .. tls.Key is { } key
                    ? ChildArguments.Set(
                        "DataPlane:Listeners:0:Tls:Certificates:0:KeyFile",
                        Path.GetFullPath(key)
                    )
                    : [],
            ];

    private static ChildPlan Poller(
        UpOptions options,
        string dataDirectory,
        Func<string, string> assemblyOf
    ) =>
        new()
        {
            Name = "poller",
            Assembly = assemblyOf(ProgramFiles.Poller),
            Arguments =
            [
                .. ChildArguments.Supervised,
                .. ChildArguments.Set("Store:Directory", dataDirectory),
                .. ChildArguments.Set("Poller:AdminUrl", $"{Loopback}:{options.PollerPort}"),
                .. ChildArguments.Set(
                    "Poller:ControlPlaneUrl",
                    $"{Loopback}:{options.ControlPort}"
                ),
            ],
            Ready = new Uri($"{Loopback}:{options.PollerPort}/readyz"),
            StopStage = PollerStops,
        };
}
