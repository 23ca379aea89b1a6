using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LbPlatform.State.Snapshots;

/// <summary>
/// Hands the newest value to any number of followers. A slow follower misses intermediate values, never the last.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class SnapshotFeed<T>
    where T : class
{
    private readonly Lock _lock = new();
    private readonly List<Channel<T>> _followers = [];
    private volatile T? _current;

    /// <summary>The newest value; <c>null</c> before the first.</summary>
    public T? Current => _current;

    /// <summary>Replaces the value, then wakes the followers.</summary>
    public void Publish(T value)
    {
        lock (_lock)
        {
            _current = value;
            foreach (var follower in _followers)
            {
                follower.Writer.TryWrite(value);
            }
        }
    }

    /// <summary>The current value, if there is one, and every newer one until cancelled.</summary>
    public async IAsyncEnumerable<T> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var follower = Channel.CreateBounded<T>(
            new BoundedChannelOptions(1)
            {
                FullMode = BoundedChannelFullMode.DropOldest,
                SingleReader = true,
            }
        );
        lock (_lock)
        {
            if (_current is { } current)
            {
                follower.Writer.TryWrite(current);
            }

            _followers.Add(follower);
        }

        try
        {
            await foreach (var value in follower.Reader.ReadAllAsync(cancellationToken))
            {
                yield return value;
            }
        }
        finally
        {
            lock (_lock)
            {
                _followers.Remove(follower);
            }
        }
    }
}
