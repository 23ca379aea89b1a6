using LbPlatform.State.Addresses;
using LbPlatform.State.Store.Health;

namespace LbPlatform.Poller.Scheduling;

/// <summary>A backend that is to be probed, and how: platform, pool and backend settings joined.</summary>
internal sealed record ProbeTarget
{
    public required string BackendId { get; init; }

    public required string Name { get; init; }

    /// <summary>The pool's name.</summary>
    public required string Pool { get; init; }

    public required BackendUrl Url { get; init; }

    /// <summary>Whether the operator lets it take traffic: Enabled, not Draining.</summary>
    public required bool TakesTraffic { get; init; }

    public required ProbeSettings Settings { get; init; }

    /// <summary>How its pool's backends are talked to, by traffic and by probes alike.</summary>
    public BackendTransport Transport { get; init; } = BackendTransport.Default;

    /// <summary>Where backends may be, for probes as for traffic.</summary>
    public AddressPolicy Addresses { get; init; } = AddressPolicy.Default;

    /// <summary>The port that is connected to.</summary>
    public int Port => Settings.Port == 0 ? Url.Port : Settings.Port;

    /// <summary>Whether TLS is spoken.</summary>
    public bool IsTls => Settings.Tls ?? Url.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether HTTP/2 is spoken.</summary>
    public bool SpeaksHttp2 =>
        Settings.Kind == ProbeKind.Grpc || Transport.Protocol == BackendProtocol.Http2;

    /// <summary>Time between two probes while the verdict stands.</summary>
    public TimeSpan Interval => NotTooShort(Settings.Interval);

    /// <summary>Time between two probes while the verdict is undecided; never longer than the interval.</summary>
    public TimeSpan FastInterval => Shorter(NotTooShort(Settings.FastInterval), Interval);

    /// <summary>Time between two probes while the verdict is bad.</summary>
    public TimeSpan UnhealthyInterval =>
        NotTooShort(Settings.UnhealthyInterval ?? Settings.Interval);

    /// <summary>Percent by which the time between two probes may differ from the interval.</summary>
    public int JitterPercent => Math.Clamp(Settings.JitterPercent, 0, ProbeSettings.MostJitter);

    /// <summary>
    /// Time until the answer must be there; never longer than the interval, also where the two were set in
    /// different places.
    /// </summary>
    public TimeSpan Timeout => Shorter(NotTooShort(Settings.Timeout), Interval);

    /// <summary>Every backend of the snapshot that is to be probed: all that are not disabled.</summary>
    public static IReadOnlyList<ProbeTarget> Of(ConfigurationSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return
        [
            .. snapshot
                .Backends.Where(static backend =>
                    backend.AdministrativeState != AdministrativeState.Disabled
                )
                .Select(backend => new ProbeTarget
                {
                    BackendId = backend.Id,
                    Name = backend.Name,
                    Pool = snapshot.Pools.Find(backend.PoolId)?.Name ?? backend.PoolId,
                    Url = backend.Url,
                    TakesTraffic = backend.AdministrativeState == AdministrativeState.Enabled,
                    Settings = snapshot.ProbeSettingsOf(backend),
                    Transport =
                        snapshot.Pools.Find(backend.PoolId)?.Transport ?? BackendTransport.Default,
                    Addresses = snapshot.Settings.Addresses,
                }),
        ];
    }

    /// <summary>Whether a probe of <paramref name="other"/> says the same as one of this.</summary>
    public bool AsksTheSameAs(ProbeTarget other) =>
        Url == other.Url
        && Transport == other.Transport
        && Addresses == other.Addresses
        && Settings.AskTheSameAs(other.Settings)
        && Timeout == other.Timeout;

    /// <summary>Time between two probes at a pace.</summary>
    public TimeSpan IntervalAt(ProbePace pace) =>
        pace switch
        {
            ProbePace.Fast => FastInterval,
            ProbePace.Unhealthy => UnhealthyInterval,
            _ => Interval,
        };

    /// <summary>As the health store names it.</summary>
    public ProbedBackend ToProbedBackend() => new(BackendId, Name, Pool, Url.Text);

    private static TimeSpan NotTooShort(TimeSpan time) =>
        time < ProbeSettings.ShortestTime ? ProbeSettings.ShortestTime : time;

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
