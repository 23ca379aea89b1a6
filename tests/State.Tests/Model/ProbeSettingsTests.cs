using System.Text.Json;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.State.Tests.Model;

public sealed class ProbeSettingsTests
{
    private static readonly ProbeOverrides Everything = new()
    {
        Kind = ProbeKind.Grpc,
        Path = "/p",
        Method = ProbeMethod.Options,
        Port = 81,
        Host = "h.test",
        Headers = ProbeHeaders.Of([new("X-A", "1"), new("X-B", "2")]),
        Tls = true,
        Send = "PING\r\n",
        Service = "a.B",
        Interval = TimeSpan.FromSeconds(9),
        FastInterval = TimeSpan.FromSeconds(8),
        UnhealthyInterval = TimeSpan.FromSeconds(7),
        JitterPercent = 6,
        Timeout = TimeSpan.FromSeconds(5),
        ExpectedStatus = StatusRanges.Parse("200-299,401"),
        ExpectedBody = "ok",
        ExpectedHeader = new() { Name = "X", Contains = "y" },
        HealthyThreshold = 4,
        UnhealthyThreshold = 5,
    };

    [Fact]
    public void With_BackendOverPoolOverPlatform_TheNearestWins()
    {
        var pool = Some.Pool() with
        {
            Probe = new() { Path = "/pool", Interval = TimeSpan.FromSeconds(30) },
        };
        var backend = Some.Backend("b1") with { Probe = new() { Path = "/backend" } };
        var snapshot = Some.Snapshot(backend) with
        {
            Pools = State.Snapshots.ResourceSet<Pool>.Of([pool]),
            Settings = new()
            {
                Probe = new() { Path = "/platform", Timeout = TimeSpan.FromSeconds(1) },
            },
        };

        var effective = snapshot.ProbeSettingsOf(backend);

        Assert.Equal("/backend", effective.Path);
        Assert.Equal(TimeSpan.FromSeconds(30), effective.Interval);
        Assert.Equal(TimeSpan.FromSeconds(1), effective.Timeout);
        Assert.Equal(3, effective.UnhealthyThreshold);
    }

    [Fact]
    public void With_NoOverrides_IsTheSame()
    {
        var settings = new ProbeSettings();
        Assert.Equal(settings, settings.With(ProbeOverrides.None));
    }

    [Fact]
    public void With_EveryOverride_ReplacesWhatItNames()
    {
        var effective = new ProbeSettings().With(Everything);

        foreach (var setting in typeof(ProbeOverrides).GetProperties())
        {
            var wanted = setting.GetValue(Everything);
            Assert.NotNull(wanted);
            Assert.Equal(
                wanted,
                typeof(ProbeSettings).GetProperty(setting.Name)!.GetValue(effective)
            );
        }
    }

    [Fact]
    public void Json_Everything_IsReadBackEqual()
    {
        var settings = new ProbeSettings().With(Everything);

        Assert.Equal(settings, Again(settings));
        Assert.Equal(Everything, Again(Everything));
        Assert.Equal(ProbeOverrides.None, Again(ProbeOverrides.None));
        Assert.Equal("{}", JsonSerializer.Serialize(ProbeOverrides.None, SnapshotJson.Options));
    }

    [Fact]
    public void Json_WordsOfTheApi_AreRead() =>
        Assert.Equal(
            new ProbeOverrides { Kind = ProbeKind.Tcp, Method = ProbeMethod.Head },
            JsonSerializer.Deserialize<ProbeOverrides>(
                """{"kind":"tcp","method":"HEAD"}""",
                SnapshotJson.Options
            )
        );

    [Fact]
    public void AskTheSameAs_RhythmAndCount_AreNoQuestion()
    {
        string[] rhythm =
        [
            nameof(ProbeOverrides.Interval),
            nameof(ProbeOverrides.FastInterval),
            nameof(ProbeOverrides.UnhealthyInterval),
            nameof(ProbeOverrides.JitterPercent),
            nameof(ProbeOverrides.Timeout),
            nameof(ProbeOverrides.HealthyThreshold),
            nameof(ProbeOverrides.UnhealthyThreshold),
        ];
        foreach (var setting in typeof(ProbeOverrides).GetProperties())
        {
            var only = new ProbeOverrides();
            setting.SetValue(only, setting.GetValue(Everything));

            Assert.Equal(
                rhythm.Contains(setting.Name),
                new ProbeSettings().AskTheSameAs(new ProbeSettings().With(only))
            );
        }
    }

    private static T? Again<T>(T value) =>
        JsonSerializer.Deserialize<T>(
            JsonSerializer.Serialize(value, SnapshotJson.Options),
            SnapshotJson.Options
        );
}
