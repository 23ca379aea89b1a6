using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LbPlatform.Cli.CommandLine;

/// <summary>The help of a command, and what people mostly want of it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Up = """
        Examples:
          lb up --demo                                    the platform with three demo backends
          lb up --port 8090 --data /var/lib/lb            other port, other store
          lb up --servers localhost:8081,localhost:8082   your own servers
          lb up --backends demo/backends.yaml --health-path /ping --interval 2s
        """;

    private static readonly Dictionary<string, string> Examples = new()
    {
        [LbCommand.Name] = Up,
        ["lb up"] = Up,
        ["lb backends"] = """
            Examples:
              lb backends list
              lb backends add localhost:9004 --name fourth
              lb backends add localhost:9005 --pool api --weight 50
              lb backends drain fourth --wait 30s
              lb backends remove fourth
            """,
        ["lb pools"] = """
            Examples:
              lb pools add api --policy leastRequests
              lb pools list
            """,
        ["lb routes"] = """
            Examples:
              lb routes add api --pool api --host shop.example --path /api
              lb routes list
            """,
        ["lb explain"] = """
            Examples:
              lb explain http://shop.example/cart
              lb explain POST https://shop.example/cart -H 'X-User: u1' --client 203.0.113.7
            """,
        ["lb demo backends"] = """
            Examples:
              lb demo backends --ports 9001-9003
            """,
    };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var path = CommandPath.Of(parseResult.CommandResult.Command);
        var examples = Examples.GetValueOrDefault(path);
        if (examples is not null)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(examples);
            parseResult.InvocationConfiguration.Output.WriteLine();
        }

        return exitCode;
    }
}
