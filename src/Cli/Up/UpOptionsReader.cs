using System.Collections.Immutable;
using LbPlatform.Cli.Demo;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Up;

/// <summary>From what was typed to what is wanted, with all errors at once. Reads no file itself.</summary>
internal static class UpOptionsReader
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(10);
    private static readonly UpOptions Default = new();

    /// <summary>Checks <paramref name="flags"/>; <paramref name="readFile"/> fetches the text of the file of backends.</summary>
    public static (UpOptions Options, IReadOnlyList<string> Errors) Read(
        UpFlags flags,
        Func<string, string> readFile
    )
    {
        var reader = new FlagReader();
        var options = Default with
        {
            DataDirectory = ReadDirectory(reader, flags.Data),
            Port = reader.Port("--port", flags.Port) ?? Default.Port,
            Tls = ReadTls(reader, flags),
            ControlPort = reader.Port("--control-port", flags.ControlPort) ?? Default.ControlPort,
            AdminPort = reader.Port("--admin-port", flags.AdminPort) ?? Default.AdminPort,
            PollerPort = reader.Port("--poller-port", flags.PollerPort) ?? Default.PollerPort,
            DemoPorts = ReadDemoPorts(reader, flags),
            Probe = ReadProbe(reader, flags),
            DrainTimeout =
                reader.Duration("--drain-timeout", flags.DrainTimeout, TimeSpan.Zero, LongestDrain)
                ?? Default.DrainTimeout,
            AccessLog = flags.AccessLog || flags.Demo,
            BackendHeader = flags.BackendHeader || flags.Demo,
        };
        RefuseSharedPorts(reader, options);
        var seeds = ReadSeeds(flags, options.DemoPorts, readFile);
        return (options with { Seeds = seeds.Seeds }, [.. reader.Errors, .. seeds.Errors]);
    }

    private static string ReadDirectory(FlagReader reader, string? text)
    {
        if (text is { Length: 0 })
        {
            reader.Refuse("--data is empty; name a directory.");
        }

        return text is null or "" ? Default.DataDirectory : text;
    }

    private static UpTls? ReadTls(FlagReader reader, UpFlags flags)
    {
        if (string.IsNullOrEmpty(flags.TlsCert))
        {
            if (
                flags.TlsCert is not null
                || flags.TlsKey is not null
                || flags.HttpsPort is not null
            )
            {
                reader.Refuse("--tls-key and --https-port need --tls-cert with a file.");
            }

            return null;
        }

        var port = reader.Port("--https-port", flags.HttpsPort) ?? UpTls.DefaultPort;
        return new(flags.TlsCert, flags.TlsKey, port);
    }

    private static ImmutableArray<int> ReadDemoPorts(FlagReader reader, UpFlags flags)
    {
        if (flags.DemoPorts is null)
        {
            return flags.Demo ? UpOptions.DefaultDemoPorts : [];
        }

        if (!flags.Demo)
        {
            reader.Refuse("--demo-ports needs --demo.");
        }

        if (!PortList.TryParse(flags.DemoPorts, out var ports, out var error))
        {
            reader.Refuse($"--demo-ports {error}");
        }

        return ports;
    }

    private static ProbeOverrides ReadProbe(FlagReader reader, UpFlags flags)
    {
        var probe = new ProbeOverrides
        {
            Path = reader.Path("--health-path", flags.HealthPath),
            Interval = reader.Duration(
                "--interval",
                flags.Interval,
                ProbeSettings.ShortestTime,
                ProbeSettings.LongestInterval
            ),
            Timeout = reader.Duration(
                "--timeout",
                flags.Timeout,
                ProbeSettings.ShortestTime,
                ProbeSettings.LongestTimeout
            ),
            ExpectedStatus = reader.Statuses("--expected-status", flags.ExpectedStatus),
            HealthyThreshold = reader.Threshold("--healthy-threshold", flags.HealthyThreshold),
            UnhealthyThreshold = reader.Threshold(
                "--unhealthy-threshold",
                flags.UnhealthyThreshold
            ),
        };
        if (probe.Timeout > probe.Interval)
        {
            reader.Refuse(
                $"--timeout {flags.Timeout} is longer than --interval {flags.Interval}; a probe must end before the next begins."
            );
        }

        return probe;
    }

    private static void RefuseSharedPorts(FlagReader reader, UpOptions options)
    {
        IEnumerable<(string Flag, int Port)> all =
        [
            ("--port", options.Port),
            ("--control-port", options.ControlPort),
            ("--admin-port", options.AdminPort),
            .. options.Tls is { } tls ? [("--https-port", tls.Port)] : Array.Empty<(string, int)>(),
            ("--poller-port", options.PollerPort),
            .. options.DemoPorts.Select(static port => ("--demo-ports", port)),
        ];
        foreach (var shared in all.GroupBy(static one => one.Port).Where(static g => g.Count() > 1))
        {
            var flags = string.Join(" and ", shared.Select(static one => one.Flag));
            reader.Refuse($"{flags} are both {shared.Key}; give each a port of its own.");
        }
    }

    private static SeedList ReadSeeds(
        UpFlags flags,
        ImmutableArray<int> demoPorts,
        Func<string, string> readFile
    )
    {
        var list = new SeedList();
        for (var n = 0; n < demoPorts.Length; n++)
        {
            var url = BackendUrl.Parse($"http://localhost:{demoPorts[n]}");
            list.Add(new BackendSeed($"demo-{n + 1}", url), "--demo");
        }

        if (flags.Servers is not null)
        {
            ServersFlag.Read(flags.Servers, list);
        }

        if (flags.Backends is not null)
        {
            ReadFile(flags.Backends, readFile, list);
        }

        return list;
    }

    private static void ReadFile(string name, Func<string, string> readFile, SeedList list)
    {
        try
        {
            BackendsFile.Read(name, readFile(name), list);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            list.Refuse($"--backends {name}", failure.Message);
        }
    }
}
