using System.Text.RegularExpressions;

namespace LbPlatform.Platform.Tests;

/// <summary>The commands of the README, run as they stand there, on the default ports.</summary>
public sealed class ReadmeTests : IDisposable
{
    private static readonly string Text = File.ReadAllText(
        Path.Combine(Repository.Root, "README.md")
    );

    private readonly TemporaryDirectory _directory = new();

    public ReadmeTests()
    {
        // The commands are relative: a folder that looks like the checkout, with a data directory of its own.
        foreach (var name in new[] { "lb", "demo", "src" })
        {
            File.CreateSymbolicLink(_directory.File(name), Path.Combine(Repository.Root, name));
        }
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Demo_EveryCommandInTheReadme_Works()
    {
        await using var lb = RealProcess.Start(
            "bash",
            ["-c", "exec ./lb up --demo"],
            _directory.Path
        );
        await lb.SaysAsync("is ready after", TimeSpan.FromMinutes(5));

        var outputs = new List<string>();
        foreach (
            var block in BashBlocks()
                .Where(static b => !b.StartsWith("./lb", StringComparison.Ordinal))
        )
        {
            var (exitCode, output) = await Shell.RunAsync(
                $"set -e\n{block}\nkill $(jobs -p) 2>/dev/null || true",
                _directory.Path
            );
            Assert.True(exitCode == 0, $"{block}\nends with {exitCode}:\n{output}");
            outputs.Add(output);
        }

        var rotation = Regex
            .Matches(outputs[0], @"Hello from (demo-\d)")
            .Select(static m => m.Groups[1].Value);
        Assert.Equal(
            ["demo-1", "demo-2", "demo-3", "demo-1", "demo-2", "demo-3"],
            rotation.Take(6)
        );
        Assert.Contains("|demo-", outputs[0]);
        Assert.Contains(
            outputs,
            static output => output.Contains("\"name\":\"mine\"", StringComparison.Ordinal)
        );

        var (_, document) = await Shell.RunAsync("curl -s --fail localhost:9080/openapi/v1.json");
        Assert.Contains("CreateBackend", document);

        lb.Signal("INT");
        Assert.Equal(0, await lb.ExitAsync());
    }

    [Theory]
    [MemberData(nameof(TableCommands))]
    public async Task Table_EveryWayToStart_Starts(string command)
    {
        await using var lb = RealProcess.Start("bash", ["-c", $"exec {command}"], _directory.Path);
        await lb.SaysAsync("is ready after", TimeSpan.FromMinutes(5));

        lb.Signal("INT");

        Assert.Equal(0, await lb.ExitAsync());
    }

    public static TheoryData<string> TableCommands() =>
        [
            .. Regex
                .Matches(Text, @"^\| [^|]+ \| `(?<command>\./lb up [^`]+)`", RegexOptions.Multiline)
                .Select(static match => match.Groups["command"].Value),
        ];

    private static IEnumerable<string> BashBlocks() =>
        Regex
            .Matches(Text, "```bash\n(?<block>.*?)```", RegexOptions.Singleline)
            .Select(static match => match.Groups["block"].Value);
}
