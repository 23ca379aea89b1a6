using System.Diagnostics;
using System.Runtime.Versioning;

namespace LbPlatform.Cli.Tests;

/// <summary>The script <c>lb</c> over a small tree, with a dotnet that only notes what it was asked.</summary>
[SupportedOSPlatform("linux")]
public sealed class LauncherTests : IDisposable
{
    private const string PlayedDotnet = """
        #!/usr/bin/env bash
        echo "$1" >>"$LB_TEST_LOG"
        case $1 in
          --version) exit "${LB_TEST_SDK:-0}" ;;
          build)
            if [[ -n ${LB_TEST_BROKEN:-} ]]; then echo "a.cs(1,1): error CS1002: ; expected"; exit 1; fi
            mkdir -p "$LB_TEST_ROOT/artifacts/bin/Cli/release"
            : >"$LB_TEST_ROOT/artifacts/bin/Cli/release/LbPlatform.Cli.dll"
            echo "  Cli -> /x/LbPlatform.Cli.dll" ;;
          exec) shift 2; echo "ran in $PWD: $*" ;;
        esac
        """;

    private readonly TemporaryDirectory _root = new();
    private readonly TemporaryDirectory _bin = new();
    private readonly TemporaryDirectory _caller = new();

    public LauncherTests()
    {
        File.Copy(RepositoryFile.PathOf("lb"), _root.File("lb"));
        foreach (
            var file in (string[])
                ["src/Cli/a.cs", "samples/EchoBackend/b.cs", "eng/c", "global.json"]
        )
        {
            Write(file);
        }

        File.WriteAllText(_bin.File("dotnet"), PlayedDotnet);
        File.SetUnixFileMode(
            _bin.File("dotnet"),
            UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite
        );
    }

    public void Dispose()
    {
        _root.Dispose();
        _bin.Dispose();
        _caller.Dispose();
    }

    [Fact]
    public async Task Start_Fresh_BuildsThenRunsInTheCallersDirectory()
    {
        var run = await RunAsync("up", "--data", "a b");

        Assert.Equal($"ran in {_caller.Path}: up --data a b\n", run.Output);
        Assert.Equal(
            "Building LbPlatform; the first time takes about a minute ...\n  built Cli\n",
            run.Error
        );
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Start_Again_OnlyRuns()
    {
        await RunAsync("up");
        File.Delete(_bin.File("log"));

        var run = await RunAsync("up");

        Assert.Equal("exec\n", await File.ReadAllTextAsync(_bin.File("log")));
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("src/Cli/a.cs")]
    [InlineData("samples/EchoBackend/b.cs")]
    [InlineData("eng/c")]
    [InlineData("global.json")]
    [InlineData("src/New/d.cs")]
    public async Task Start_SourceChangedOrCame_BuildsAgain(string file)
    {
        await RunAsync("up");
        Write(file);
        Age("artifacts/lb.stamp");

        Assert.Contains("Building what has changed ...", (await RunAsync("up")).Error);
        Assert.Equal("", (await RunAsync("up")).Error);
    }

    [Fact]
    public async Task Start_SourceWent_BuildsAgain()
    {
        await RunAsync("up");
        File.Delete(_root.File("src/Cli/a.cs"));
        Age("artifacts/lb.stamp");

        Assert.Contains("Building what has changed ...", (await RunAsync("up")).Error);
    }

    [Fact]
    public async Task Start_ProgramRemoved_BuildsAgain()
    {
        await RunAsync("up");
        Directory.Delete(_root.File("artifacts/bin"), recursive: true);

        Assert.Contains("built Cli", (await RunAsync("up")).Error);
    }

    [Fact]
    public async Task Start_BuildFails_PrintsTheErrorsAndTriesAgainNextTime()
    {
        var run = await RunAsync(["up"], ("LB_TEST_BROKEN", "1"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("a.cs(1,1): error CS1002: ; expected\n", run.Error);
        Assert.EndsWith("The build failed; the errors stand above.\n", run.Error);
        Assert.Equal(0, (await RunAsync("up")).ExitCode);
    }

    [Fact]
    public async Task Start_NoDotnet_OneLineSaysWhatToInstall()
    {
        // Of the usual programs only what the script needs to get that far.
        File.CreateSymbolicLink(_caller.File("dirname"), "/usr/bin/dirname");

        var run = await RunAsync(["up"], ("PATH", _caller.Path), ("DOTNET_ROOT", ""));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("lb needs the .NET 10 SDK (dotnet). Install it from ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Start_RuntimeWithoutSdk_OneLineSaysWhatToInstall()
    {
        var run = await RunAsync(["up"], ("LB_TEST_SDK", "1"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("lb needs the .NET 10 SDK ('", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Start_ThroughALink_FindsItsOwnTree()
    {
        File.CreateSymbolicLink(_bin.File("lb"), _root.File("lb"));

        var run = await RunAsync(_bin.File("lb"), ["up"]);

        Assert.Equal($"ran in {_caller.Path}: up\n", run.Output);
        Assert.True(File.Exists(_root.File("artifacts/lb.stamp")));
    }

    private Task<Run> RunAsync(params string[] args) => RunAsync(_root.File("lb"), args);

    private Task<Run> RunAsync(string[] args, params (string, string)[] environment) =>
        RunAsync(_root.File("lb"), args, environment);

    private async Task<Run> RunAsync(
        string script,
        string[] args,
        params (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo("/bin/bash")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _caller.Path,
            Environment =
            {
                ["PATH"] = $"{_bin.Path}:/usr/bin:/bin",
                ["HOME"] = _caller.Path,
                ["LB_TEST_LOG"] = _bin.File("log"),
                ["LB_TEST_ROOT"] = _root.Path,
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.ArgumentList.Add(script);
        args.ToList().ForEach(start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output, await error);
    }

    private void Write(string name)
    {
        var file = _root.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, Guid.NewGuid().ToString());
    }

    /// <summary>A second back, so that a change is newer also on a file system with coarse times.</summary>
    private void Age(string name) =>
        File.SetLastWriteTimeUtc(
            _root.File(name),
            File.GetLastWriteTimeUtc(_root.File("src")).AddSeconds(-1)
        );

    private sealed record Run(int ExitCode, string Output, string Error);
}
