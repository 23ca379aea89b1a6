using LbPlatform.Cli.Supervision;
using LbPlatform.Cli.Up;
using LbPlatform.Cli.Up.Preflight;

namespace LbPlatform.Cli.Tests.Up;

public sealed class PlatformPlanTests
{
    [Fact]
    public void For_Defaults_ControlPlaneFirstThenTheOthers()
    {
        var plan = For(new());

        Assert.Equal(["controlplane"], Names(plan.Foundation));
        Assert.Equal(["dataplane", "poller"], Names(plan.Rest));
        Assert.Equal([8080, 9080, 9081, 9082], plan.Listeners.Select(static l => l.Port));
        Assert.Equal(
            Reach.Everyone,
            Assert.Single(plan.Listeners, static l => l.Port == 8080).Reach
        );
    }

    [Fact]
    public void For_Options_BecomeTheSettingsOfEachProcess()
    {
        var plan = For(
            new()
            {
                Port = 1,
                ControlPort = 2,
                AdminPort = 3,
                PollerPort = 4,
                AccessLog = true,
                BackendHeader = true,
                DrainTimeout = TimeSpan.FromSeconds(5),
            }
        );

        Assert.Equal(
            "--Supervised true --Store:Directory /data --ControlPlane:Url http://127.0.0.1:2",
            Arguments(plan, "controlplane")
        );
        Assert.Equal(
            "--Supervised true --Store:Directory /data --DataPlane:Url http://*:1 --DataPlane:AdminUrl http://127.0.0.1:3 --DataPlane:ControlPlaneUrl http://127.0.0.1:2 --DataPlane:DrainTimeout 5s --DataPlane:AccessLog true --DataPlane:BackendHeader true",
            Arguments(plan, "dataplane")
        );
        Assert.Equal(
            "--Supervised true --Store:Directory /data --Poller:AdminUrl http://127.0.0.1:4 --Poller:ControlPlaneUrl http://127.0.0.1:2",
            Arguments(plan, "poller")
        );
        Assert.Equal("http://127.0.0.1:3/readyz", Child(plan, "dataplane").Ready.ToString());
        Assert.Equal("/home/DataPlane.dll", Child(plan, "dataplane").Assembly);
    }

    [Fact]
    public void For_Tls_AddsTheListenerWithAbsolutePaths()
    {
        var plan = For(new() { Tls = new("/etc/a.crt", "/etc/a.key", 444) });

        Assert.Contains(
            "--DataPlane:Listeners:0:Url https://*:444 --DataPlane:Listeners:0:Tls:Certificates:0:File /etc/a.crt --DataPlane:Listeners:0:Tls:Certificates:0:KeyFile /etc/a.key",
            Arguments(plan, "dataplane")
        );
        Assert.Contains(plan.Listeners, static l => l.Port == 444 && l.Reach == Reach.Everyone);
        Assert.DoesNotContain(
            "KeyFile",
            Arguments(For(new() { Tls = new("/etc/a.pfx", null, 444) }), "dataplane")
        );
    }

    [Fact]
    public void For_Demo_RunsAnEchoBackendPerPort()
    {
        var plan = For(new() { DemoPorts = [7001, 7002] });

        Assert.Equal(["controlplane", "demo-1", "demo-2"], Names(plan.Foundation));
        Assert.Equal("--Supervised true --port 7002 --name demo-2", Arguments(plan, "demo-2"));
        Assert.Contains(new Listener(7002, "--demo-ports", Reach.Loopback), plan.Listeners);
    }

    [Fact]
    public void For_AnyOptions_StopsDataPlanePollerControlPlaneBackends()
    {
        var plan = For(new() { DemoPorts = [7001, 7002] });

        Assert.Equal(
            [
                ["dataplane"],
                ["poller"],
                ["controlplane"],
                ["demo-1", "demo-2"],
            ],
            ChildPlan.StopOrder(plan.Children).Select(Names)
        );
    }

    [Fact]
    public void For_DrainTimeout_IsLessThanWhatTheStopWaits()
    {
        var plan = For(new() { DrainTimeout = TimeSpan.FromMinutes(2) });

        Assert.Equal(TimeSpan.FromSeconds(125), Child(plan, "dataplane").StopWithin);
    }

    private static PlatformPlan For(UpOptions options) =>
        PlatformPlan.For(options, "/data", static program => $"/home/{program}.dll");

    private static IEnumerable<string> Names(IEnumerable<ChildPlan> plans) =>
        plans.Select(static plan => plan.Name);

    private static ChildPlan Child(PlatformPlan plan, string name) =>
        plan.Children.Single(child => child.Name == name);

    private static string Arguments(PlatformPlan plan, string name) =>
        string.Join(' ', Child(plan, name).Arguments);
}
