using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace LbPlatform.Hosting;

/// <summary>
/// Hears SIGTERM from the first line of a process on: the host itself listens only once it is built, and until then the
/// signal would end the process as a kill does.
/// </summary>
internal sealed class EarlyStop : IDisposable
{
    private readonly PosixSignalRegistration _signal;
    private readonly Lock _lock = new();
    private IHostApplicationLifetime? _lifetime;
    private bool _isTold;

    public EarlyStop() => _signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

    /// <summary>Stops the process whose life this is as soon as it is told to, which may have been before.</summary>
    public void HandTo(IHostApplicationLifetime lifetime)
    {
        lock (_lock)
        {
            _lifetime = lifetime;
            if (!_isTold)
            {
                return;
            }
        }

        lifetime.StopApplication();
    }

    public void Dispose() => _signal.Dispose();

    private void Stop(PosixSignalContext at)
    {
        at.Cancel = true;
        lock (_lock)
        {
            _isTold = true;
            if (_lifetime is null)
            {
                return;
            }
        }

        _lifetime.StopApplication();
    }
}
