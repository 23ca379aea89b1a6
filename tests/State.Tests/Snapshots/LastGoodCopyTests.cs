using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.State.Tests.Snapshots;

public sealed class LastGoodCopyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Write_Configuration_IsReadBackWhole()
    {
        var backend = Some.Backend("b1") with
        {
            AdministrativeState = AdministrativeState.Draining,
            Probe = new()
            {
                Interval = TimeSpan.FromMilliseconds(1500),
                ExpectedStatus = StatusRanges.Parse("204"),
            },
        };
        var snapshot = Some.Snapshot(backend);
        var copy = new LastGoodCopy<ConfigurationSnapshot>(_directory.File("deep/copy.json"));

        copy.Write(snapshot);
        var read = copy.TryRead()?.Snapshot;

        Assert.NotNull(read);
        Assert.Equal((snapshot.StoreId, snapshot.Revision), (read.StoreId, read.Revision));
        Assert.Equal(snapshot.Settings, read.Settings);
        Assert.Equal(snapshot.Backends, read.Backends);
        Assert.Equal(snapshot.Pools, read.Pools);
        Assert.Equal(snapshot.Routes, read.Routes);
    }

    [Fact]
    public void Write_Health_IsReadBack()
    {
        var snapshot = HealthSnapshot.Empty with
        {
            Sequence = 7,
            Verdicts = HealthSnapshot.Empty.Verdicts.Add(
                "id",
                new(HealthStatus.Unhealthy, Some.Instant, ProbeOutcome.Refused, "refused")
            ),
        };
        var copy = new LastGoodCopy<HealthSnapshot>(_directory.File("copy.json"));

        copy.Write(snapshot);

        Assert.Equal(snapshot.Verdicts["id"], copy.TryRead()?.Snapshot.Verdicts["id"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"backends\":[{\"url\":\"nonsense\"}]}")]
    public void TryRead_Broken_IsNothing(string content)
    {
        File.WriteAllText(_directory.File("copy.json"), content);
        Assert.Null(
            new LastGoodCopy<ConfigurationSnapshot>(_directory.File("copy.json")).TryRead()
        );
    }

    [Fact]
    public void TryRead_Missing_IsNothing() =>
        Assert.Null(new LastGoodCopy<ConfigurationSnapshot>(_directory.File("none")).TryRead());
}
