using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;

namespace LbPlatform.State.Tests.Store;

public sealed class ChangeSignalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Poke_WakesAFollowerThatHasNoPoll()
    {
        var file = _directory.File("config.db");
        using var wakeUps = new StoreWakeUps(file, TimeSpan.FromHours(1), new ManualTimeProvider());

        ChangeSignal.Poke(file);

        Assert.True(await wakeUps.WaitAsync(default).AsTask().WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task PollInterval_WithoutSignal_WakesTheFollower()
    {
        var time = new ManualTimeProvider();
        using var wakeUps = new StoreWakeUps(
            _directory.File("config.db"),
            TimeSpan.FromSeconds(1),
            time
        );
        var waiting = wakeUps.WaitAsync(default).AsTask();

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await waiting.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public void Poke_DirectoryGone_IsNoError() =>
        ChangeSignal.Poke(_directory.File("gone/config.db"));
}
