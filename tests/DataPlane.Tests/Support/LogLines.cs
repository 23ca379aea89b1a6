using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _lines = new();

    public IReadOnlyCollection<(int Id, LogLevel Level, string Text)> All => _lines;

    public int Count(int id) => _lines.Count(line => line.Id == id);

    public string[] Of(int id) => [.. _lines.Where(line => line.Id == id).Select(l => l.Text)];

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose() { }

    private sealed class Logger(LogLines lines) : ILogger
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
        ) => lines._lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
    }
}
