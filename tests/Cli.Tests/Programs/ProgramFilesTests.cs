using LbPlatform.Cli.Programs;

namespace LbPlatform.Cli.Tests.Programs;

public sealed class ProgramFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("bin/Cli/release", "bin/DataPlane/release")]
    [InlineData("bin/Cli/release/", "bin/DataPlane/release")]
    [InlineData("bin/Cli/debug", "bin/DataPlane/debug")]
    [InlineData("opt/lb/Cli", "opt/lb/DataPlane")]
    public void AssemblyOf_BesideTheCommand_IsFound(string own, string program)
    {
        var file = Place($"{program}/LbPlatform.DataPlane.dll");

        var found = new ProgramFiles(_directory.File(own), home: null).AssemblyOf("DataPlane");

        Assert.Equal(file, found);
    }

    [Theory]
    [InlineData("elsewhere/DataPlane/LbPlatform.DataPlane.dll")]
    [InlineData("elsewhere/LbPlatform.DataPlane.dll")]
    public void AssemblyOf_HomeGiven_LooksOnlyThere(string program)
    {
        Place("bin/DataPlane/release/LbPlatform.DataPlane.dll");
        var file = Place(program);

        var found = new ProgramFiles(
            _directory.File("bin/Cli/release"),
            _directory.File("elsewhere")
        ).AssemblyOf("DataPlane");

        Assert.Equal(file, found);
    }

    [Fact]
    public void Dotnet_OfThisRuntime_Exists() => Assert.True(File.Exists(ProgramFiles.Dotnet));

    private string Place(string name)
    {
        var file = _directory.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        return file;
    }
}
