using System.Runtime.InteropServices;

namespace LbPlatform.Cli.Terminal;

/// <summary>Ctrl-C, SIGTERM and the closing of the terminal: the first asks to stop, a later one to stop at once.</summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>
    /// What follows this soon is the same wish: programs such as timeout(1) signal a process and its group, so that
    /// one Ctrl-C arrives twice.
    /// </summary>
    public static readonly TimeSpan SameWish = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _atOnce = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    private readonly TimeProvider _time;
    private long _firstAt;

    public StopSignals(TimeProvider time)
    {
        _time = time;
        foreach (
            var signal in (PosixSignal[])
                [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP]
        )
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by a signal that comes later than <see cref="SameWish"/>.</summary>
    public CancellationToken AtOnce => _atOnce.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _registrations.ForEach(static registration => registration.Dispose());
        _stop.Dispose();
        _atOnce.Dispose();
    }

    private void OnSignal(PosixSignalContext at)
    {
        at.Cancel = true;
        Take();
    }

    /// <summary>A signal has come.</summary>
    internal void Take()
    {
        if (!_stop.IsCancellationRequested)
        {
            _firstAt = _time.GetTimestamp();
            _stop.Cancel();
        }
        else if (_time.GetElapsedTime(_firstAt) > SameWish)
        {
            _atOnce.Cancel();
        }
    }
}
