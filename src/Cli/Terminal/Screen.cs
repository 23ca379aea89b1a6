using System.Text;

namespace LbPlatform.Cli.Terminal;

/// <summary>Where a command prints: results to one writer, all else to the other.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Progress, warnings, errors.</param>
/// <param name="IsColoured">Whether the output takes colours.</param>
internal sealed record Screen(TextWriter Output, TextWriter Error, bool IsColoured)
{
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(2);

    /// <summary>The process's own; colours on a terminal only, and never against NO_COLOR (no-color.org).</summary>
    public static Screen OfProcess() =>
        new(
            Buffered(Console.OpenStandardOutput()),
            Buffered(Console.OpenStandardError()),
            !Console.IsOutputRedirected
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        );

    /// <summary>Prints errors, one a line; answers <paramref name="exitCode"/>.</summary>
    public int Fail(IEnumerable<string> errors, int exitCode)
    {
        foreach (var error in errors)
        {
            Error.WriteLine(error);
        }

        return exitCode;
    }

    /// <summary>Prints what waits, as far as somebody takes it within a bound: a stuck terminal holds nobody up.</summary>
    public async Task FlushAsync(TimeProvider time)
    {
        var flushing = Task.Run(async () =>
        {
            await Output.FlushAsync();
            await Error.FlushAsync();
        });
        await Task.WhenAny(flushing, Task.Delay(FlushWithin, time));
    }

    private static StreamWriter Buffered(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
