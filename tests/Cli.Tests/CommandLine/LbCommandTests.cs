using LbPlatform.Cli.CommandLine;
using LbPlatform.Cli.Terminal;

namespace LbPlatform.Cli.Tests.CommandLine;

public sealed class LbCommandTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("up --prot 1", "Unknown option '--prot'. Did you mean '--port'?")]
    [InlineData("up --prot=1", "Unknown option '--prot'. Did you mean '--port'?")]
    [InlineData("up --xyzzy", "Unknown option '--xyzzy'. See: lb up --help")]
    [InlineData("pu", "Unknown command 'pu'. Did you mean 'up'?")]
    [InlineData("frobnicate", "Unknown command 'frobnicate'. Known are: ")]
    [InlineData("up bla", "'bla' is one word too many. See: lb up --help")]
    [InlineData("demo backend", "Unknown command 'backend'. Did you mean 'backends'?")]
    [InlineData("up --port", "Required argument missing for option: '--port'.")]
    [InlineData("up --port x", "--port 'x' is no port; give one from 1 to 65535.")]
    [InlineData("up --port 1 --port 2", "Option '--port' expects a single argument")]
    [InlineData("demo backends --ports 9-1", "--ports '9-1' is no list of ports")]
    public async Task Run_Malformed_OneLineAndExitCodeTwo(string line, string error)
    {
        Assert.Equal(2, await RunAsync(line.Split(' ')));

        Assert.StartsWith(error, _error.ToString());
        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("up --help")]
    [InlineData("up -h")]
    public async Task Run_Help_ShowsExamples(string line)
    {
        Assert.Equal(0, await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Contains("lb up --demo ", _output.ToString());
        Assert.Contains("Usage:\n  lb ", _output.ToString());
        Assert.Empty(_error.ToString());
    }

    [Theory]
    [InlineData("backends --help", "lb backends list")]
    [InlineData("demo backends --help", "lb demo backends --ports 9001-9003")]
    public async Task Run_HelpOfNoun_ShowsItsOwnExamples(string line, string example)
    {
        Assert.Equal(0, await RunAsync(line.Split(' ')));
        Assert.Contains($"Examples:\n  {example}", _output.ToString());
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task Run_Version_PrintsIt(string line)
    {
        Assert.Equal(0, await RunAsync(line));
        Assert.Equal($"LbPlatform {ProductVersion.Text}\n", _output.ToString());
    }

    [Fact]
    public async Task Run_SeveralErrors_AllAtOnce()
    {
        Assert.Equal(2, await RunAsync("up", "--port", "x", "--interval", "10", "--servers", "a"));
        Assert.Equal(3, _error.ToString().TrimEnd().Split('\n').Length);
    }

    private Task<int> RunAsync(params string[] args) =>
        LbCommand.RunAsync(args, new Screen(_output, _error, IsColoured: false));
}
