using System.CommandLine;
using LbPlatform.Cli.Programs;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Up;

/// <summary><c>lb up</c>: the flags, and from them to the run.</summary>
internal sealed class UpCommand
{
    private readonly Option<bool> _demo = new("--demo")
    {
        Description = "Add three demo backends, the access log and the backend header",
    };

    private readonly Option<string> _data = Text(
        "--data",
        "DIR",
        "Where the store lies (default: db)"
    );

    private readonly Option<string> _port = Text(
        "--port",
        "PORT",
        "Traffic port of the data plane (default: 8080)"
    );

    private readonly Option<string> _tlsCert = Text(
        "--tls-cert",
        "FILE",
        "Serve https:// too, with this certificate (PEM or PFX)"
    );

    private readonly Option<string> _tlsKey = Text(
        "--tls-key",
        "FILE",
        "Its private key (default: in the same file)"
    );

    private readonly Option<string> _httpsPort = Text(
        "--https-port",
        "PORT",
        "Port of https:// (default: 8443)"
    );

    private readonly Option<string> _controlPort = Text(
        "--control-port",
        "PORT",
        "REST API and Swagger, on loopback (default: 9080)"
    );

    private readonly Option<string> _adminPort = Text(
        "--admin-port",
        "PORT",
        "The data plane's /readyz, on loopback (default: 9081)"
    );

    private readonly Option<string> _pollerPort = Text(
        "--poller-port",
        "PORT",
        "The poller's /readyz, on loopback (default: 9082)"
    );

    private readonly Option<string> _demoPorts = Text(
        "--demo-ports",
        "PORTS",
        "Ports of the demo backends (default: 9001-9003)"
    );

    private readonly Option<string> _servers = Text(
        "--servers",
        "HOST:PORT,...",
        "Backends that an empty store begins with"
    );

    private readonly Option<string> _backends = Text(
        "--backends",
        "FILE",
        "The same from a YAML list or a JSON file with server_list"
    );

    private readonly Option<string> _healthPath = Text(
        "--health-path",
        "PATH",
        "What a probe asks for (default: /)"
    );

    private readonly Option<string> _interval = Text(
        "--interval",
        "TIME",
        "Between two probes of a backend (default: 10s)"
    );

    private readonly Option<string> _timeout = Text(
        "--timeout",
        "TIME",
        "Until a probe has failed (default: 2s, at most the interval)"
    );

    private readonly Option<string> _expectedStatus = Text(
        "--expected-status",
        "CODES",
        "Status codes that pass (default: 200-399)"
    );

    private readonly Option<string> _healthyThreshold = Text(
        "--healthy-threshold",
        "N",
        "Passed probes in a row that bring a backend back (default: 2)"
    );

    private readonly Option<string> _unhealthyThreshold = Text(
        "--unhealthy-threshold",
        "N",
        "Failed probes in a row that take it out (default: 3)"
    );

    private readonly Option<string> _drainTimeout = Text(
        "--drain-timeout",
        "TIME",
        "For requests in flight at the stop (default: 30s)"
    );

    private readonly Option<bool> _accessLog = new("--access-log")
    {
        Description = "Log a line for each request",
    };

    private readonly Option<bool> _backendHeader = new("--backend-header")
    {
        Description = "Name the backend in each answer's header",
    };

    private readonly Screen _screen;

    private UpCommand(Screen screen) => _screen = screen;

    public static Command Create(Screen screen)
    {
        var up = new UpCommand(screen);
        var command = new Command(
            "up",
            "Run the platform in the foreground: ControlPlane, DataPlane and Poller. Ctrl-C stops it."
        )
        {
            up._demo,
            up._data,
            up._port,
            up._tlsCert,
            up._tlsKey,
            up._httpsPort,
            up._servers,
            up._backends,
            up._healthPath,
            up._interval,
            up._timeout,
            up._expectedStatus,
            up._healthyThreshold,
            up._unhealthyThreshold,
            up._drainTimeout,
            up._accessLog,
            up._backendHeader,
            up._controlPort,
            up._adminPort,
            up._pollerPort,
            up._demoPorts,
        };
        command.SetAction((parsed, _) => up.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var (options, errors) = UpOptionsReader.Read(FlagsOf(parsed), ReadFile);
        return errors.Count > 0
            ? _screen.Fail(errors, ExitCode.Usage)
            : await new UpRun(_screen, ProgramFiles.OfProcess(), TimeProvider.System).RunAsync(
                options
            );
    }

    private UpFlags FlagsOf(ParseResult parsed) =>
        new()
        {
            Demo = parsed.GetValue(_demo),
            Data = parsed.GetValue(_data),
            Port = parsed.GetValue(_port),
            TlsCert = parsed.GetValue(_tlsCert),
            TlsKey = parsed.GetValue(_tlsKey),
            HttpsPort = parsed.GetValue(_httpsPort),
            ControlPort = parsed.GetValue(_controlPort),
            AdminPort = parsed.GetValue(_adminPort),
            PollerPort = parsed.GetValue(_pollerPort),
            DemoPorts = parsed.GetValue(_demoPorts),
            Servers = parsed.GetValue(_servers),
            Backends = parsed.GetValue(_backends),
            HealthPath = parsed.GetValue(_healthPath),
            Interval = parsed.GetValue(_interval),
            Timeout = parsed.GetValue(_timeout),
            ExpectedStatus = parsed.GetValue(_expectedStatus),
            HealthyThreshold = parsed.GetValue(_healthyThreshold),
            UnhealthyThreshold = parsed.GetValue(_unhealthyThreshold),
            DrainTimeout = parsed.GetValue(_drainTimeout),
            AccessLog = parsed.GetValue(_accessLog),
            BackendHeader = parsed.GetValue(_backendHeader),
        };

    private static string ReadFile(string name)
    {
        var length = new FileInfo(name).Length;
        return length <= BackendsFile.LongestBytes
            ? File.ReadAllText(name)
            : throw new IOException(
                $"It has {length} bytes; at most {BackendsFile.LongestBytes} are read."
            );
    }

    private static Option<string> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
