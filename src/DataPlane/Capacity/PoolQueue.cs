using LbPlatform.DataPlane.Affinity;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Capacity;

/// <summary>
/// Requests that wait because every backend they could go to is full, first come, first served. A backend that gets room
/// is entered on behalf of who waits, so that no later request slips in between.
/// </summary>
internal sealed class PoolQueue(PoolState pool)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private volatile int _count;

    /// <summary>How many wait.</summary>
    public int Count => _count;

    /// <summary>Goes to the end; <c>null</c> where <paramref name="most"/> wait already.</summary>
    public Waiter? Join(in PickRequest request, int most)
    {
        var waiter = new Waiter([.. request.Tried], request.Key, request.Session);
        lock (_lock)
        {
            if (_waiters.Count >= most)
            {
                return null;
            }

            _waiters.AddLast(waiter.Node);
            _count = _waiters.Count;
        }

        // A backend may have got room before anybody was there to see it.
        Pump();
        return waiter;
    }

    /// <summary>Waits no more; false where it has been served, and with a backend that must be left.</summary>
    public bool TryQuit(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Node.List is null)
            {
                return false;
            }

            Remove(waiter);
            return true;
        }
    }

    /// <summary>Serves who can be served: a backend has room, or others are eligible.</summary>
    public void Pump()
    {
        if (_count == 0)
        {
            return;
        }

        lock (_lock)
        {
            while (_waiters.First is { Value: var waiter })
            {
                var backend = pool.Enter(
                    new PickRequest(waiter.Tried, waiter.Key, waiter.Session),
                    out var isFull
                );
                if (isFull)
                {
                    return;
                }

                // Without a backend there is nobody left to wait for.
                Remove(waiter);
                waiter.Serve(backend);
            }
        }
    }

    private void Remove(Waiter waiter)
    {
        _waiters.Remove(waiter.Node);
        _count = _waiters.Count;
    }

    /// <summary>One request that waits.</summary>
    internal sealed class Waiter
    {
        private readonly TaskCompletionSource<BackendState?> _served = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public Waiter(BackendState[] tried, ulong key, Session? session)
        {
            Tried = tried;
            Key = key;
            Session = session;
            Node = new(this);
        }

        public BackendState[] Tried { get; }

        public ulong Key { get; }

        public Session? Session { get; }

        public LinkedListNode<Waiter> Node { get; }

        /// <summary>The backend, entered already; <c>null</c> where nobody is eligible any more.</summary>
        public Task<BackendState?> Served => _served.Task;

        public void Serve(BackendState? backend) => _served.TrySetResult(backend);
    }
}
