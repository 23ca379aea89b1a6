using LbPlatform.State.Store;

namespace LbPlatform.State.Tests.Store;

public sealed class ProcessLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Take_Held_IsRefusedUntilReleased()
    {
        var options = new StoreOptions { Directory = _directory.Path };
        using (ProcessLock.Take(options, "poller"))
        {
            using var other = ProcessLock.Take(options, "controlplane");
            var refusal = Assert.Throws<StoreUnavailableException>(() =>
                ProcessLock.Take(options, "poller")
            );
            Assert.Contains("Another poller", refusal.Message);
        }

        using var again = ProcessLock.Take(options, "poller");
    }

    [Fact]
    public void Take_DirectoryThatCannotBe_SaysSo()
    {
        File.WriteAllText(_directory.File("file"), "");
        var options = new StoreOptions { Directory = _directory.File("file/db") };

        var refusal = Assert.Throws<StoreUnavailableException>(() =>
            ProcessLock.Take(options, "poller")
        );

        Assert.Contains("Cannot write", refusal.Message);
        Assert.Contains("--data DIR", refusal.Message);
    }
}
