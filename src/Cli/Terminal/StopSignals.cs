using System.Runtime.InteropServices;

namespace LbPlatform.Cli.Terminal;

/// <summary>Ctrl-C, SIGTERM and the closing of the terminal: the first asks to stop, the second to stop at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _atOnce = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public StopSignals()
    {
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

    /// <summary>Cancelled by the second.</summary>
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
        if (_stop.IsCancellationRequested)
        {
            _atOnce.Cancel();
        }
        else
        {
            _stop.Cancel();
        }
    }
}
