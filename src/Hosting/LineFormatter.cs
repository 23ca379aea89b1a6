using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LbPlatform.Hosting;

/// <summary>One line an event: time (UTC), level, event id and message. What came from outside cannot start a line.</summary>
public sealed class LineFormatter() : ConsoleFormatter(Name_)
{
    internal const string Name_ = "line";

    /// <inheritdoc />
    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' "));
        textWriter.Write(Word(logEntry.LogLevel));
        if (logEntry.EventId.Id != 0)
        {
            textWriter.Write($" {logEntry.EventId.Id}");
        }

        textWriter.Write(' ');
        textWriter.Write(OnOneLine(message));
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write($" {OnOneLine(exception.ToString())}");
        }

        textWriter.WriteLine();
    }

    private static string OnOneLine(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0
            ? text
            : string.Concat(text.Select(static c => c < ' ' ? ' ' : c));

    private static string Word(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info ",
            LogLevel.Warning => "warn ",
            LogLevel.Error => "error",
            LogLevel.Critical => "fatal",
            _ => "     ",
        };
}
