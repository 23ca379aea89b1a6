using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.Hosting;

/// <summary>Whether a process follows its store, and how old its view is where it does not.</summary>
/// <typeparam name="T">The snapshot.</typeparam>
/// <param name="name">What the store holds.</param>
/// <param name="watcher">The follower.</param>
/// <param name="describe">The snapshot in a few words.</param>
/// <param name="isRequired">Whether the process can do nothing without a snapshot.</param>
/// <param name="time">The clock.</param>
public sealed class StoreReadiness<T>(
    string name,
    StoreWatcher<T> watcher,
    Func<T, string> describe,
    bool isRequired,
    TimeProvider time
) : IReadinessCheck
    where T : class
{
    /// <inheritdoc />
    public IEnumerable<ReadinessLine> Check()
    {
        var view = watcher.View;
        if (view.Snapshot is not { } snapshot)
        {
            return
            [
                new(
                    name,
                    isRequired ? ReadinessState.NotReady : ReadinessState.Degraded,
                    view.Fault ?? "not read yet"
                ),
            ];
        }

        if (view.Fault is null)
        {
            return [new(name, ReadinessState.Ready, describe(snapshot))];
        }

        var age = DurationText.Format(time.GetUtcNow() - view.AsOf);
        var source = view.FromCopy ? "the copy on local disk" : "memory";
        return
        [
            new(
                name,
                ReadinessState.Degraded,
                $"{describe(snapshot)}, from {source}, {age} old: {view.Fault}"
            ),
        ];
    }
}
