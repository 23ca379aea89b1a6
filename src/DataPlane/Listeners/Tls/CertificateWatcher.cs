using System.Collections.Frozen;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>
/// Looks after the files of certificates, and says in time which of them expire. It polls: that sees what happens on network
/// mounts and behind swapped links too, and costs a few system calls a second.
/// </summary>
internal sealed partial class CertificateWatcher(
    CertificateStores stores,
    TimeProvider time,
    ILogger<CertificateWatcher> logger
) : BackgroundService
{
    /// <summary>Time between two looks. A changed file is taken up at the second look that finds it the same.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private string _lastFailure = "";
    private FrozenDictionary<string, int> _urgencies = FrozenDictionary<string, int>.Empty;

    /// <summary>One look at everything.</summary>
    public void Look()
    {
        foreach (var store in stores.All)
        {
            foreach (var change in store.Look())
            {
                Say(store.Listener, change);
            }
        }

        SayWhatExpires();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (stores.All.Count == 0)
        {
            return;
        }

        SayWhatExpires();
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            LookSafely();
        }
    }

    /// <summary>Whatever a look meets, traffic goes on with what there is.</summary>
    private void LookSafely()
    {
        try
        {
            Look();
            _lastFailure = "";
        }
        catch (Exception failure)
        {
            if (failure.Message != _lastFailure)
            {
                _lastFailure = failure.Message;
                Log.Failed(logger, failure);
            }
        }
    }

    private void Say(Listener listener, CertificateChange change)
    {
        switch (change.Kind)
        {
            case CertificateChangeKind.Loaded:
                Log.Loaded(logger, listener.Name, change.Text);
                break;
            case CertificateChangeKind.Removed:
                Log.Removed(logger, listener.Name, change.Text);
                break;
            default:
                Log.Refused(logger, listener.Name, change.Text);
                break;
        }
    }

    private void SayWhatExpires()
    {
        var now = time.GetUtcNow();
        var urgencies = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (listener, certificate) in stores.Shown)
        {
            var key = $"{listener.Name} {certificate.Thumbprint}";
            var urgency = ExpiryRules.UrgencyOf(certificate.NotAfter, now);
            if (urgency > _urgencies.GetValueOrDefault(key))
            {
                Say(listener, certificate, urgency, now);
            }

            urgencies[key] = urgency;
        }

        _urgencies = urgencies.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private void Say(
        Listener listener,
        LoadedCertificate certificate,
        int urgency,
        DateTimeOffset now
    )
    {
        if (urgency == ExpiryRules.Expired)
        {
            Log.Expired(
                logger,
                certificate.Source.File,
                certificate.Subject,
                listener.Name,
                certificate.NotAfter
            );
        }
        else
        {
            Log.Expires(
                logger,
                certificate.Source.File,
                certificate.Subject,
                listener.Name,
                (int)Math.Ceiling((certificate.NotAfter - now).TotalDays),
                certificate.NotAfter
            );
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4120, LogLevel.Information, "{Listener} now uses {Certificate}")]
        public static partial void Loaded(ILogger logger, string listener, string certificate);

        [LoggerMessage(
            4121,
            LogLevel.Error,
            "{Listener} keeps the certificate that it has: {Reason}"
        )]
        public static partial void Refused(ILogger logger, string listener, string reason);

        [LoggerMessage(
            4122,
            LogLevel.Information,
            "{Listener} no longer uses {File}, which is gone"
        )]
        public static partial void Removed(ILogger logger, string listener, string file);

        [LoggerMessage(
            4123,
            LogLevel.Warning,
            "The certificate {File} ({Subject}) of {Listener} expires in {Days} days, at {NotAfter:u}; put a new one in its place, it is taken up at once"
        )]
        public static partial void Expires(
            ILogger logger,
            string file,
            string subject,
            string listener,
            int days,
            DateTimeOffset notAfter
        );

        [LoggerMessage(
            4127,
            LogLevel.Error,
            "The files of certificates could not be looked at, going on with what was read before"
        )]
        public static partial void Failed(ILogger logger, Exception failure);

        [LoggerMessage(
            4124,
            LogLevel.Error,
            "The certificate {File} ({Subject}) of {Listener} has expired at {NotAfter:u}: clients refuse it; put a new one in its place, it is taken up at once"
        )]
        public static partial void Expired(
            ILogger logger,
            string file,
            string subject,
            string listener,
            DateTimeOffset notAfter
        );
    }
}
