namespace LbPlatform.Cli.Supervision;

/// <summary>One child's place: starts it, starts it again when it ends, stops it when told to.</summary>
internal sealed class SupervisedChild(
    ChildPlan plan,
    string dotnet,
    LineQueue lines,
    ReadinessProbe probe,
    TimeProvider time
) : IAsyncDisposable
{
    /// <summary>
    /// A signal to the whole group ends the child a moment before this process has heard of it: so long nothing is said
    /// of starting it again.
    /// </summary>
    public static readonly TimeSpan SameMoment = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<ChildExit> _gaveUp = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private ChildProcess? _process;
    private Task _running = Task.CompletedTask;
    private volatile bool _wasReady;

    public ChildPlan Plan => plan;

    /// <summary>Completes when the child is not started again.</summary>
    public Task<ChildExit> GaveUp => _gaveUp.Task;

    /// <summary>Starts it; <see cref="ReadyAsync"/> says when it works.</summary>
    public void Start() => _running = RunAsync();

    /// <summary>Waits until it is ready; <c>null</c> then, else why it is not after <paramref name="within"/>.</summary>
    public async Task<string?> ReadyAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!GaveUp.IsCompleted)
        {
            var reason = await probe.AskAsync(plan.Ready, cancellationToken);
            if (reason is null)
            {
                _wasReady = true;
                lines.Say($"{plan.Name} is ready");
                return null;
            }

            if (time.GetElapsedTime(started) > within)
            {
                return $"{plan.Name} is not ready after {within.TotalSeconds} s: {reason}";
            }

            await Task.Delay(ReadinessProbe.Step, time, cancellationToken);
        }

        var exit = await GaveUp;
        return $"{plan.Name} cannot start (exit code {exit.CodeInWords}); its lines above say why.";
    }

    /// <summary>From now on an end of the child is its end.</summary>
    public void RestartNoMore()
    {
        lock (_lock)
        {
            _stopping.Cancel();
        }
    }

    /// <summary>Asks it to stop, waits as long as its plan allows, then kills it.</summary>
    public async Task StopAsync(CancellationToken atOnce)
    {
        RestartNoMore();
        var process = _process;

        if (process is not null)
        {
            process.AskToStop();
            await Task.WhenAny(process.Exited, Task.Delay(plan.StopWithin, time, atOnce));
            if (!process.Exited.IsCompleted)
            {
                lines.Say(
                    atOnce.IsCancellationRequested
                        ? $"{plan.Name} is killed"
                        : $"{plan.Name} did not stop within {plan.StopWithin.TotalSeconds} s and is killed"
                );
                process.Kill();
            }
        }

        await _running;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await StopAsync(atOnce.Token);
        _process?.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var ends = 0;
        while (TryStart(out var process))
        {
            var started = time.GetTimestamp();
            var announced = ends > 0 ? AnnounceAsync(process) : Task.CompletedTask;
            var watched = WatchAsync(process);
            var code = await process.Exited;
            await announced;
            await watched;
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            var exit = new ChildExit(code, time.GetElapsedTime(started), _wasReady);
            if (RestartRule.After(exit, ends) is not { } restart)
            {
                _gaveUp.TrySetResult(exit);
                return;
            }

            ends = restart.Ends;
            await PauseAsync(SameMoment);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            lines.Say(
                $"{plan.Name} ended with exit code {exit.CodeInWords} and is started again in {restart.Delay.TotalSeconds} s"
            );
            await PauseAsync(restart.Delay - SameMoment);
        }
    }

    /// <summary>Kills a child that has answered once and then no more, so that it is started again.</summary>
    private async Task WatchAsync(ChildProcess process)
    {
        var hasAnswered = false;
        var unanswered = 0;
        while (!process.Exited.IsCompleted && !_stopping.IsCancellationRequested)
        {
            await Task.WhenAny(process.Exited, PauseAsync(plan.LiveEvery));
            if (process.Exited.IsCompleted || _stopping.IsCancellationRequested)
            {
                return;
            }

            var answers = await AnswersAsync();
            hasAnswered |= answers;
            unanswered = answers ? 0 : unanswered + 1;
            if (
                hasAnswered
                && unanswered >= plan.UnansweredAtMost
                && !_stopping.IsCancellationRequested
            )
            {
                lines.Say(
                    $"{plan.Name} is stuck: {unanswered} questions in a row to {plan.Live} stayed without answer; it is killed"
                );
                process.Kill();
                return;
            }
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await probe.AnswersAsync(plan.Live, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping: nobody asks any more.
            return true;
        }
    }

    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, time, _stopping.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Says when a child that was started again works; its first start is awaited by others.</summary>
    private async Task AnnounceAsync(ChildProcess process)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var ready = ReadyAsync(TimeSpan.MaxValue, over.Token);
        await Task.WhenAny(ready, process.Exited);
        await over.CancelAsync();
        await ((Task)ready).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>False where the place is given up: nothing may be started behind a stop.</summary>
    private bool TryStart([NotNullWhen(true)] out ChildProcess? process)
    {
        lock (_lock)
        {
            process = null;
            if (_stopping.IsCancellationRequested)
            {
                return false;
            }

            _process?.Dispose();
            _process = ChildProcess.Start(plan, dotnet, OnLine, time);
            process = _process;
            return true;
        }
    }

    private void OnLine(string line) => lines.Pass(plan.Name, line);
}
