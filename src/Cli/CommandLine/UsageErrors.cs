using System.CommandLine;

namespace LbPlatform.Cli.CommandLine;

/// <summary>What is wrong with a command line, with the name that was probably meant.</summary>
internal static class UsageErrors
{
    public static IReadOnlyList<string> Explain(ParseResult parsed)
    {
        var unknown = parsed.UnmatchedTokens;
        if (unknown.Count == 0)
        {
            return [.. parsed.Errors.Select(static error => error.Message)];
        }

        // The words after an unknown option are mostly its value: naming them too would bury the mistake.
        var options = unknown.Where(static token => token.StartsWith('-')).ToArray();
        var command = parsed.CommandResult.Command;
        return options.Length > 0
            ? [.. options.Select(token => ExplainOption(token.Split('=')[0], command))]
            : [ExplainWord(unknown[0], command)];
    }

    private static string ExplainOption(string token, Command command)
    {
        var known = command.Options.SelectMany(static option => option.Aliases.Append(option.Name));
        return NearestName.Of(token, known) is { } nearest
            ? $"Unknown option '{token}'. Did you mean '{nearest}'?"
            : $"Unknown option '{token}'. See: {CommandPath.Of(command)} --help";
    }

    private static string ExplainWord(string word, Command command)
    {
        var known = command.Subcommands.Select(static subcommand => subcommand.Name).ToArray();
        if (known.Length == 0)
        {
            return $"'{word}' is one word too many. See: {CommandPath.Of(command)} --help";
        }

        return NearestName.Of(word, known) is { } nearest
            ? $"Unknown command '{word}'. Did you mean '{nearest}'?"
            : $"Unknown command '{word}'. Known are: {string.Join(", ", known)}.";
    }
}
