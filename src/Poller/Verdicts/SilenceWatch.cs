namespace LbPlatform.Poller.Verdicts;

/// <summary>
/// Whether silence is the others' or ours. A host that falls silent while another answers is gone; where nothing has
/// answered since, the way there may be, and that is no matter of the backends'. Knows no clock: what counts is
/// what came first.
/// </summary>
internal sealed class SilenceWatch
{
    /// <summary>Fewest hosts of which one can speak for another.</summary>
    public const int FewestHosts = 2;

    private readonly Dictionary<string, long> _silentSince = new(StringComparer.Ordinal);
    private Dictionary<string, string> _backendOf = new(StringComparer.Ordinal);
    private string _lastHeard = "";
    private string _heardBefore = "";
    private long _step;
    private long _lastHeardAt;
    private string? _blame;

    /// <summary>Hosts that may answer.</summary>
    public int Hosts => _backendOf.Count;

    /// <summary>Why a verdict was spared, until something answers; <c>null</c> otherwise.</summary>
    public string? Fault => Hosts >= FewestHosts ? _blame : null;

    /// <summary>Makes these the hosts, each with the id of a backend there.</summary>
    public void Follow(IEnumerable<(string Host, string BackendId)> hosts)
    {
        var followed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (host, backendId) in hosts)
        {
            followed.TryAdd(host, backendId);
        }

        _backendOf = followed;
        foreach (var host in _silentSince.Keys.Where(host => !followed.ContainsKey(host)).ToList())
        {
            _silentSince.Remove(host);
        }
    }

    /// <summary>A host answered; true where that ends a time of blame.</summary>
    public bool Heard(string host)
    {
        var isHealed = Fault is not null;
        _blame = null;
        _lastHeardAt = ++_step;
        _silentSince.Remove(host);
        if (_lastHeard != host)
        {
            (_lastHeard, _heardBefore) = (host, _lastHeard);
        }

        return isHealed;
    }

    /// <summary>A host did not answer.</summary>
    public void Missed(string host) => _silentSince.TryAdd(host, ++_step);

    /// <summary>Whether nothing has answered since this host fell silent, though others might have.</summary>
    public bool IsInDoubt(string host) =>
        Hosts >= FewestHosts
        && _silentSince.TryGetValue(host, out var since)
        && since > _lastHeardAt;

    /// <summary>A verdict was spared, for that reason.</summary>
    public void Blame(string fault) => _blame = fault;

    /// <summary>
    /// The backend whose probe would settle the doubt about a host: on the one that answered last, unless it has
    /// fallen silent too; <c>null</c> where there is none.
    /// </summary>
    public string? WitnessFor(string host)
    {
        if (!IsInDoubt(host))
        {
            return null;
        }

        var isSilent = _silentSince.ContainsKey;
        return new[] { _lastHeard, _heardBefore }
            .Concat(
                _lastHeardAt == 0 ? _backendOf.Keys.Where(other => !isSilent(other)).Take(1) : []
            )
            .Where(other => other != host && !isSilent(other))
            .Select(other => _backendOf.GetValueOrDefault(other))
            .FirstOrDefault(static backendId => backendId is not null);
    }
}
