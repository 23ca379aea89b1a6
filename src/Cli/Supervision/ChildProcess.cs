using System.Diagnostics;

namespace LbPlatform.Cli.Supervision;

/// <summary>
/// One running child. It ends when its standard input ends: by <see cref="AskToStop"/>, or because this process died.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>What is still in the pipes after the end is waited for this long; a grandchild may hold them open.</summary>
    private static readonly TimeSpan LastLinesWithin = TimeSpan.FromSeconds(1);

    private readonly Process _process;

    private ChildProcess(Process process, Action<string> onLine, TimeProvider time)
    {
        _process = process;
        Exited = ExitAsync(onLine, time);
    }

    /// <summary>The operating system's number for it.</summary>
    public int Id => _process.Id;

    /// <summary>Its exit code, once it has ended and its last lines were handed on.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts it; <paramref name="onLine"/> gets what it writes to either output.</summary>
    public static ChildProcess Start(
        ChildPlan plan,
        string dotnet,
        Action<string> onLine,
        TimeProvider time
    )
    {
        var start = new ProcessStartInfo(dotnet)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", plan.Assembly },
        };
        foreach (var argument in plan.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process =
            Process.Start(start)
            ?? throw new InvalidOperationException($"{plan.Name} was not started.");
        return new ChildProcess(process, onLine, time);
    }

    /// <summary>Asks it to stop in its own time.</summary>
    public void AskToStop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended by itself a moment ago: nothing is left to ask.
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _process.Dispose();

    private async Task<int> ExitAsync(Action<string> onLine, TimeProvider time)
    {
        var lines = Task.WhenAll(
            BoundedLines.ReadAsync(_process.StandardOutput, onLine),
            BoundedLines.ReadAsync(_process.StandardError, onLine)
        );
        await _process.WaitForExitAsync();
        await Task.WhenAny(lines, Task.Delay(LastLinesWithin, time));
        return _process.ExitCode;
    }
}
