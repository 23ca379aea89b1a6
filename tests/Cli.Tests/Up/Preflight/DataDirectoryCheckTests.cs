using LbPlatform.Cli.Up.Preflight;

namespace LbPlatform.Cli.Tests.Up.Preflight;

public sealed class DataDirectoryCheckTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Run_NewDirectory_MakesItAndLeavesNothingInIt()
    {
        var directory = _directory.File("a/b");

        Assert.Null(DataDirectoryCheck.Run(directory));
        Assert.Empty(Directory.GetFileSystemEntries(directory));
    }

    [Theory]
    [InlineData("/proc")]
    [InlineData("/dev/null/db")]
    public void Run_Unwritable_SaysWhatToDo(string directory)
    {
        var line = DataDirectoryCheck.Run(directory);

        Assert.StartsWith($"Cannot write to the data directory '{directory}' (", line);
        Assert.EndsWith("Give this user the right to, or name another with --data DIR.", line);
    }
}
