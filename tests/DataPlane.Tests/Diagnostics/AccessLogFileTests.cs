using LbPlatform.DataPlane.Diagnostics;

namespace LbPlatform.DataPlane.Tests.Diagnostics;

public sealed class AccessLogFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Append_FullFile_IsSetAsideAndTheOldestGoes()
    {
        using var file = new AccessLogFile(
            new()
            {
                File = _directory.File("logs/requests.log"),
                MaxFileBytes = 20,
                MaxFiles = 2,
            }
        );

        for (var n = 0; n < 8; n++)
        {
            file.Append("123456789\n"u8);
        }

        file.Append("last\n"u8);
        file.Flush();

        Assert.Equal("last\n", Read("logs/requests.log"));
        Assert.Equal("123456789\n123456789\n", Read("logs/requests.log.1"));
        Assert.Equal("123456789\n123456789\n", Read("logs/requests.log.2"));
        Assert.False(File.Exists(_directory.File("logs/requests.log.3")));
    }

    [Fact]
    public void Reopen_MovedFile_BeginsAnother()
    {
        using var file = new AccessLogFile(
            new() { File = _directory.File("requests.log"), MaxFileBytes = 0 }
        );
        file.Append("one\n"u8);
        File.Move(_directory.File("requests.log"), _directory.File("moved.log"));

        file.Append("two\n"u8);
        file.Reopen();
        file.Append("three\n"u8);
        file.Flush();

        Assert.Equal("one\ntwo\n", Read("moved.log"));
        Assert.Equal("three\n", Read("requests.log"));
    }

    private string Read(string name) => File.ReadAllText(_directory.File(name));
}
