using LbPlatform.Cli.Up;

namespace LbPlatform.Cli.Tests.Up;

public sealed class UpOptionsReaderTests
{
    [Fact]
    public void Read_NoFlags_GivesTheDocumentedDefaults()
    {
        var options = Sound(new());

        Assert.Equal("db", options.DataDirectory);
        Assert.Equal(
            (8080, 9080, 9081, 9082),
            (options.Port, options.ControlPort, options.AdminPort, options.PollerPort)
        );
        Assert.Empty(options.DemoPorts);
        Assert.Empty(options.Seeds);
        Assert.False(options.AccessLog || options.BackendHeader);
        Assert.Equal(new(), options.Probe);
    }

    [Fact]
    public void Read_EveryFlag_ReachesItsOption()
    {
        var options = Sound(
            new()
            {
                Data = "/tmp/x",
                Port = "1",
                ControlPort = "2",
                AdminPort = "3",
                PollerPort = "4",
                Servers = "a:5",
                HealthPath = "/ping",
                Interval = "5s",
                Timeout = "1s",
                ExpectedStatus = "200",
                HealthyThreshold = "1",
                UnhealthyThreshold = "4",
                DrainTimeout = "0s",
                AccessLog = true,
                BackendHeader = true,
            }
        );

        Assert.Equal("/tmp/x", options.DataDirectory);
        Assert.Equal(
            (1, 2, 3, 4),
            (options.Port, options.ControlPort, options.AdminPort, options.PollerPort)
        );
        Assert.Equal("http://a:5", Assert.Single(options.Seeds).Url.Text);
        Assert.Equal("/ping", options.Probe.Path);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Probe.Interval);
        Assert.Equal(TimeSpan.FromSeconds(1), options.Probe.Timeout);
        Assert.Equal("200", options.Probe.ExpectedStatus?.Text);
        Assert.Equal((1, 4), (options.Probe.HealthyThreshold, options.Probe.UnhealthyThreshold));
        Assert.Equal(TimeSpan.Zero, options.DrainTimeout);
        Assert.True(options.AccessLog && options.BackendHeader);
    }

    [Fact]
    public void Read_Certificate_BringsTheHttpsListener()
    {
        Assert.Null(Sound(new()).Tls);
        Assert.Equal(new("a.crt", null, 8443), Sound(new() { TlsCert = "a.crt" }).Tls);
        Assert.Equal(
            new("a.crt", "a.key", 444),
            Sound(
                new()
                {
                    TlsCert = "a.crt",
                    TlsKey = "a.key",
                    HttpsPort = "444",
                }
            ).Tls
        );
    }

    [Fact]
    public void Read_KeyWithoutCertificateOrSharedPort_IsRefused()
    {
        Assert.Contains("need --tls-cert", Assert.Single(Errors(new() { TlsKey = "a.key" })));
        Assert.Contains("need --tls-cert", Assert.Single(Errors(new() { HttpsPort = "444" })));
        Assert.Contains(
            "--port and --https-port are both 8080",
            Assert.Single(Errors(new() { TlsCert = "a.crt", HttpsPort = "8080" }))
        );
    }

    [Fact]
    public void Read_Demo_BringsThreeBackendsLogAndHeader()
    {
        var options = Sound(new() { Demo = true });

        Assert.Equal([9001, 9002, 9003], options.DemoPorts.ToArray());
        Assert.Equal(["demo-1", "demo-2", "demo-3"], options.Seeds.Select(static s => s.Name));
        Assert.True(options.AccessLog && options.BackendHeader);
    }

    [Fact]
    public void Read_DemoServersAndFile_AreAllSeeds()
    {
        var options = Sound(
            new()
            {
                Demo = true,
                DemoPorts = "7001",
                Servers = "a:1",
                Backends = "f",
            },
            "- b:2"
        );

        Assert.Equal(
            ["http://localhost:7001", "http://a:1", "http://b:2"],
            options.Seeds.Select(static s => s.Url.Text)
        );
    }

    [Fact]
    public void Read_EverythingWrong_SaysEverything()
    {
        var (_, errors) = UpOptionsReader.Read(
            new()
            {
                Data = "",
                Port = "x",
                ControlPort = "9081",
                DemoPorts = "1",
                Interval = "1s",
                Timeout = "2s",
                Servers = "a",
                Backends = "nowhere",
                HealthPath = "x",
                HealthyThreshold = "0",
            },
            static _ => throw new FileNotFoundException("It is not there.")
        );

        Assert.Equal(
            [
                "--data is empty; name a directory.",
                "--port 'x' is no port; give one from 1 to 65535.",
                "--demo-ports needs --demo.",
                "--health-path 'x' must begin with '/'. Did you mean '/x'?",
                "--healthy-threshold '0' is no threshold; give a number from 1 to 100.",
                "--timeout 2s is longer than --interval 1s; a probe must end before the next begins.",
                "--control-port and --admin-port are both 9081; give each a port of its own.",
                "--servers: 'a' names no port. Write host:port, for example 'a:80'.",
                "--backends nowhere: It is not there.",
            ],
            errors
        );
    }

    private static IReadOnlyList<string> Errors(UpFlags flags) =>
        UpOptionsReader.Read(flags, static _ => "").Errors;

    private static UpOptions Sound(UpFlags flags, string file = "")
    {
        var (options, errors) = UpOptionsReader.Read(flags, _ => file);
        Assert.Empty(errors);
        return options;
    }
}
