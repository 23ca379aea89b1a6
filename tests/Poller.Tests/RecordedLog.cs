using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LbPlatform.Poller.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<(int Id, LogLevel Level, string Text)> Lines => [.. _lines];

    /// <summary>The texts of one event, in order.</summary>
    public IReadOnlyList<string> Texts(int id) =>
        [.. _lines.Where(line => line.Id == id).Select(static line => line.Text)];

    public ILogger<T> For<T>() => new Typed<T>(this);

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
        // The lines outlive the host.
    }

    private class Logger(RecordedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => log._lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
    }

    private sealed class Typed<T>(RecordedLog log) : Logger(log), ILogger<T>;
}
