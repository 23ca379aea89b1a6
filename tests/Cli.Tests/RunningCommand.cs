using System.Collections.Concurrent;
using System.Diagnostics;
using LbPlatform.Cli.CommandLine;
using LbPlatform.Cli.Programs;

namespace LbPlatform.Cli.Tests;

/// <summary>The real command in a process of its own.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();

    private RunningCommand(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _output);

    public string Error => string.Join('\n', _error);

    public static RunningCommand Start(string? home, params string[] args)
    {
        var start = Interruptible.Start(
            ProgramFiles.Dotnet,
            ["exec", typeof(LbCommand).Assembly.Location, .. args]
        );
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment[ProgramFiles.HomeVariable] = home;
        return new RunningCommand(Process.Start(start)!);
    }

    /// <summary>Waits until the output has <paramref name="text"/>.</summary>
    public Task PrintsAsync(string text) =>
        Eventually.HoldsAsync(
            () =>
                Output.Contains(text) ? true
                : _process.HasExited ? throw Missing(text)
                : false,
            $"'{text}' is printed; so far:\n{Output}\n{Error}"
        );

    /// <summary>Waits until the command has said <paramref name="text"/>.</summary>
    public Task SaysAsync(string text) =>
        Eventually.HoldsAsync(
            () =>
                Error.Contains(text) ? true
                : _process.HasExited ? throw Missing(text)
                : false,
            $"'{text}' is said; so far:\n{Output}\n{Error}"
        );

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal, by its name without SIG.</summary>
    public void Signal(string name) => Signals.Send(_process.Id, name);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private InvalidOperationException Missing(string text) =>
        new($"The command ended without '{text}':\n{Output}\n{Error}");

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
