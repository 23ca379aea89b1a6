using System.Buffers;
using System.Runtime.InteropServices;

namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>
/// Writes finished requests: into the process's own log, or as lines of their own to standard output or a file. One caller at a time;
/// a file that cannot be written costs its lines, which are counted, and nothing else.
/// </summary>
internal sealed partial class AccessLogWriter : IDisposable
{
    /// <summary>Time after a failure in which lines are given up without another try.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly RequestLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly AccessLogFile? _file;
    private readonly PosixSignalRegistration? _moved;
    private long _failedAt;
    private long _lost;

    public AccessLogWriter(RequestLogOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        if (options.Format == RequestLogFormat.Json || options.File.Length > 0)
        {
            _file = new(options);
        }

        if (options.File.Length > 0 && !OperatingSystem.IsWindows())
        {
            _moved = PosixSignalRegistration.Create(
                PosixSignal.SIGHUP,
                signal =>
                {
                    signal.Cancel = true;
                    _file?.Reopen();
                }
            );
        }
    }

    /// <summary>Writes one request.</summary>
    public void Write(AccessEntry entry)
    {
        if (_file is null)
        {
            Log.Access(
                _logger,
                entry.Client,
                LogText.Escape(entry.Method),
                AccessLine.PathOf(entry, _options.Query),
                entry.Protocol,
                entry.Status,
                entry.Bytes,
                entry.Total.TotalMilliseconds,
                entry.Backend,
                entry.Upstream.TotalMilliseconds,
                entry.Attempts,
                entry.Error.Length == 0 ? "" : $" error={entry.Error}",
                entry.Ids
            );
            return;
        }

        if (_lost > 0 && _time.GetElapsedTime(_failedAt) < Pause)
        {
            _lost++;
            return;
        }

        _line.ResetWrittenCount();
        AccessLine.Write(_line, entry, _options.Format, _options.Query);
        Try(() => _file.Append(_line.WrittenSpan), lines: 1);
        if (_lost > 0 && _failedAt == 0)
        {
            Log.WrittenAgain(_logger, _lost);
            _lost = 0;
        }
    }

    /// <summary>Nothing waits: readers may see what there is.</summary>
    public void Flush()
    {
        if (_lost == 0 && _file is not null)
        {
            Try(_file.Flush, lines: 0);
        }
    }

    public void Dispose()
    {
        _moved?.Dispose();
        _file?.Dispose();
    }

    private void Try(Action write, int lines)
    {
        try
        {
            write();
            _failedAt = 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (_lost == 0)
            {
                Log.NotWritten(_logger, failure.Message);
            }

            _file?.Close();
            _failedAt = _time.GetTimestamp();
            _lost += Math.Max(lines, 1);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4000,
            LogLevel.Information,
            "{Client} \"{Method} {Path} {Protocol}\" {Status} {Bytes}B {TotalMs:0.0}ms -> {Backend} {UpstreamMs:0.0}ms try={Attempts}{Error}{Ids}"
        )]
        public static partial void Access(
            ILogger logger,
            string client,
            string method,
            string path,
            string protocol,
            int status,
            long bytes,
            double totalMs,
            string backend,
            double upstreamMs,
            int attempts,
            string error,
            string ids
        );

        [LoggerMessage(
            4182,
            LogLevel.Warning,
            "The request log cannot be written, its lines are given up: {Reason}"
        )]
        public static partial void NotWritten(ILogger logger, string reason);

        [LoggerMessage(
            4183,
            LogLevel.Information,
            "The request log is written again, {Lines} lines were given up"
        )]
        public static partial void WrittenAgain(ILogger logger, long lines);
    }
}
