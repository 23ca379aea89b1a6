namespace LbPlatform.Cli.Supervision;

/// <summary>Runs children: starts them in the order of the calls, keeps them running, stops them in the order of their plans.</summary>
internal sealed class Supervisor(string dotnet, LineQueue lines, TimeProvider time)
    : IAsyncDisposable
{
    private readonly ReadinessProbe _probe = new();
    private readonly List<SupervisedChild> _children = [];

    /// <summary>Starts <paramref name="plans"/> at once and waits for all; answers what keeps them from being ready.</summary>
    public async Task<IReadOnlyList<string>> StartAsync(
        IEnumerable<ChildPlan> plans,
        CancellationToken cancellationToken
    )
    {
        List<SupervisedChild> started = [];
        foreach (var plan in plans)
        {
            var child = new SupervisedChild(plan, dotnet, lines, _probe, time);
            _children.Add(child);
            started.Add(child);
            child.Start();
        }

        var reasons = await Task.WhenAll(
            started.Select(child => child.ReadyAsync(child.Plan.StartWithin, cancellationToken))
        );
        return [.. reasons.OfType<string>()];
    }

    /// <summary>
    /// Stops everything, stage by stage. Once <paramref name="atOnce"/> is cancelled nothing is waited for any more.
    /// </summary>
    public async Task StopAsync(CancellationToken atOnce)
    {
        foreach (var child in _children)
        {
            // Also those of later stages: a signal to the whole group ends them all at once.
            child.RestartNoMore();
        }

        foreach (var stage in ChildPlan.StopOrder(_children.Select(static child => child.Plan)))
        {
            var children = _children.Where(child => stage.Contains(child.Plan));
            await Task.WhenAll(children.Select(child => child.StopAsync(atOnce)));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var child in _children)
        {
            await child.DisposeAsync();
        }

        _probe.Dispose();
    }
}
