using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LbPlatform.Hosting;

/// <summary>
/// The life of a process that a supervisor started: it ends when its standard input ends. The supervisor holds the
/// other end of that pipe and closes it to stop the process; the operating system closes it when the supervisor
/// dies, however it dies, so nothing is ever left behind. Unlike a process id, a pipe cannot come to mean another.
/// </summary>
/// <remarks>
/// Ctrl-C reaches every process of a terminal at once. The supervisor alone answers it, because it stops its
/// children in order; SIGTERM stops this process as ever.
/// </remarks>
public sealed class SupervisedLifetime : IHostLifetime, IDisposable
{
    /// <summary>The setting that turns it on: <c>--Supervised true</c>. Default off.</summary>
    public const string Setting = "Supervised";

    private static readonly PosixSignal[] LeftToSupervisor =
    [
        PosixSignal.SIGINT,
        PosixSignal.SIGQUIT,
        PosixSignal.SIGHUP,
    ];

    private readonly IHostApplicationLifetime _application;
    private readonly Stream _input;
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <summary>Watches this process's standard input.</summary>
    public SupervisedLifetime(IHostApplicationLifetime application)
        : this(application, Console.OpenStandardInput()) { }

    /// <summary>Watches <paramref name="input"/> and owns it from here on.</summary>
    public SupervisedLifetime(IHostApplicationLifetime application, Stream input)
    {
        _application = application;
        _input = input;
    }

    /// <summary>Replaces the console's lifetime where the settings ask for it.</summary>
    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetValue<bool>(Setting))
        {
            services.AddSingleton<IHostLifetime, SupervisedLifetime>();
        }
    }

    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in LeftToSupervisor)
        {
            _signals.Add(PosixSignalRegistration.Create(signal, static at => at.Cancel = true));
        }

        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));

        // A thread of its own, because a read of standard input blocks; a background one, so that it ends with the process.
        new Thread(AwaitEndOfInput) { IsBackground = true, Name = "supervisor watch" }.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _signals.ForEach(static signal => signal.Dispose());

    private void Stop(PosixSignalContext at)
    {
        at.Cancel = true;
        _application.StopApplication();
    }

    private void AwaitEndOfInput()
    {
        var ignored = new byte[64];
        try
        {
            while (_input.Read(ignored) > 0)
            {
                // What is written there means nothing; only its end does.
            }
        }
        catch (IOException)
        {
            // A pipe that cannot be read any more has ended.
        }

        _application.StopApplication();
    }
}
