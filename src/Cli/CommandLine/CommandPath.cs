using System.CommandLine;

namespace LbPlatform.Cli.CommandLine;

/// <summary>A command as it is typed, for example <c>lb demo backends</c>.</summary>
internal static class CommandPath
{
    public static string Of(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{Of(parent)} {command.Name}"
            : command.Name;
}
