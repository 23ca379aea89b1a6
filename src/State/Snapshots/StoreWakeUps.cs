using System.Threading.Channels;
using LbPlatform.State.Store;

namespace LbPlatform.State.Snapshots;

/// <summary>
/// When to look at a store: at once when its writer signals, and every poll interval in case a signal was lost.
/// Signals that come while nobody waits count as one.
/// </summary>
internal sealed class StoreWakeUps : IDisposable
{
    private readonly Channel<bool> _pending = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private readonly ITimer _poll;
    private readonly FileSystemWatcher _signal;

    public StoreWakeUps(string databaseFile, TimeSpan pollInterval, TimeProvider time)
    {
        var signal = ChangeSignal.FileOf(databaseFile);
        var directory = Path.GetDirectoryName(signal)!;
        Directory.CreateDirectory(directory);
        _signal = new FileSystemWatcher(directory, Path.GetFileName(signal))
        {
            NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName,
        };
        _signal.Changed += (_, _) => Wake();
        _signal.Created += (_, _) => Wake();
        _signal.EnableRaisingEvents = true;
        _poll = time.CreateTimer(_ => Wake(), null, pollInterval, pollInterval);
    }

    /// <summary>Waits for the next occasion; false once disposed.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        await _pending.Reader.WaitToReadAsync(cancellationToken) && _pending.Reader.TryRead(out _);

    public void Dispose()
    {
        _signal.Dispose();
        _poll.Dispose();
        _pending.Writer.TryComplete();
    }

    private void Wake() => _pending.Writer.TryWrite(true);
}
