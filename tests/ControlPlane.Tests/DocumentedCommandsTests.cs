using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LbPlatform.ControlPlane.Tests;

/// <summary>The commands of the documents, sent as they stand there, one after the other.</summary>
public sealed partial class DocumentedCommandsTests : ApiTests
{
    [Theory]
    [InlineData("affinity.md")]
    [InlineData("api.md")]
    [InlineData("balancing.md")]
    [InlineData("protection.md")]
    [InlineData("resilience.md")]
    [InlineData("transport.md")]
    public async Task Document_EveryCommand_IsAccepted(string document)
    {
        var commands = Read(document);

        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var reply = await Api.SendAsync(command.Method, command.Path, command.Body);
            Assert.True(reply.Status < 300, $"{command}: {reply.Status} {reply.Text}");
        }
    }

    private static List<Command> Read(string document, [CallerFilePath] string here = "")
    {
        var text = File.ReadAllText(
            Path.Combine(Path.GetDirectoryName(here)!, "../../docs", document)
        );
        return
        [
            .. Blocks()
                .Matches(text)
                .SelectMany(block =>
                    Curls().Matches(block.Groups["block"].Value.Replace("\\\n", ""))
                )
                .Select(Command.Of)
                // What another program makes the body of is no business of this test.
                .Where(static command => command.Body != "@-"),
        ];
    }

    [GeneratedRegex("```bash\n(?<block>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(
        @"curl (?:-i )?(?:-X (?<method>[A-Z]+) )?'?localhost:9080(?<path>[^\s']+)'?(?<rest>[^\n]*)"
    )]
    private static partial Regex Curls();

    [GeneratedRegex(@"-d (?:'(?<body>[^']*)'|(?<body>@-))")]
    private static partial Regex Bodies();

    private sealed record Command(string Method, string Path, string? Body)
    {
        public static Command Of(Match curl)
        {
            var body = Bodies().Match(curl.Groups["rest"].Value);
            var method = curl.Groups["method"];
            return new(
                method.Success ? method.Value
                    : body.Success ? "POST"
                    : "GET",
                curl.Groups["path"].Value,
                body.Success ? body.Groups["body"].Value : null
            );
        }
    }
}
