using System.Collections.Concurrent;
using System.Diagnostics;

namespace LbPlatform.Platform.Tests.Harness;

/// <summary>A child process whose output is kept and which does not outlive the test.</summary>
internal sealed class RealProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    private RealProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyCollection<string> Lines => _lines;

    public static RealProcess Start(
        string program,
        IEnumerable<string> arguments,
        string? directory = null
    )
    {
        var start = Interruptible.Start(program, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = directory ?? Repository.Root;
        var process = new Process { StartInfo = start };
        var real = new RealProcess(process);
        process.OutputDataReceived += (_, line) => real.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => real.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return real;
    }

    public Task SaysAsync(string text, TimeSpan? patience = null) =>
        Eventually.HoldsAsync(
            () =>
                _lines.Any(line => line.Contains(text, StringComparison.Ordinal))
                || (HasExited ? throw Died($"before it said '{text}'") : false),
            $"'{text}' is said; so far:\n{string.Join('\n', _lines)}",
            patience
        );

    public void KillNow() => _process.Kill(entireProcessTree: false);

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync(TimeSpan? patience = null)
    {
        using var timeout = new CancellationTokenSource(patience ?? Eventually.Patience);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public InvalidOperationException Died(string when) =>
        new(
            $"{_process.StartInfo.FileName} ended with {_process.ExitCode} {when}:\n{string.Join('\n', _lines)}"
        );

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
