namespace LbPlatform.Cli.Supervision;

/// <summary>Runs children in the foreground: start, banner, wait for the signal, stop in order.</summary>
internal sealed class Foreground(Screen screen, TimeProvider time)
{
    /// <summary>
    /// Runs until a signal; <paramref name="start"/> starts the children and answers what went wrong,
    /// <paramref name="banner"/> is printed when all are ready. Nothing is left running, whatever happens.
    /// </summary>
    public async Task<int> RunAsync(
        IEnumerable<ChildPlan> plans,
        string dotnet,
        Func<Supervisor, LineQueue, CancellationToken, Task<IReadOnlyList<string>>> start,
        Func<IReadOnlyList<string>> banner
    )
    {
        using var signals = new StopSignals(time);
        var prefix = new LinePrefix(plans.Select(static plan => plan.Name), screen.IsColoured);
        await using var lines = new LineQueue(screen.Output, screen.Error, prefix, time);
        await using var supervisor = new Supervisor(dotnet, lines, time);
        try
        {
            var failures = await start(supervisor, lines, signals.Stop);
            if (failures.Count > 0)
            {
                await supervisor.StopAsync(signals.AtOnce);
                failures.ToList().ForEach(lines.Say);
                return ExitCode.Failed;
            }

            banner().ToList().ForEach(lines.Print);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, signals.Stop);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            // Asked to stop, be it in the middle of the start.
        }

        lines.Say("stopping (Ctrl-C again stops at once)");
        await supervisor.StopAsync(signals.AtOnce);
        lines.Say("everything has stopped");
        return ExitCode.Ok;
    }
}
