using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>
/// The certificates of one listener as they lie on the disk. <see cref="Look()"/> reads what has changed and swaps the set;
/// a handshake takes the set of the moment, so no connection notices. A file that cannot be used changes nothing.
/// </summary>
internal sealed class CertificateStore
{
    /// <summary>Certificates of one listener; what a folder has beyond is left out and said.</summary>
    public const int MostCertificates = 10_000;

    private readonly ListenerTlsOptions _options;
    private readonly CertificateSource[] _named;
    private readonly Dictionary<string, WatchedFiles<LoadedCertificate>> _certificates = new(
        StringComparer.Ordinal
    );

    private readonly WatchedFiles<X509Certificate2Collection> _authorities = new();
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private bool _isFolderFaulty;
    private CertificateSource[] _lastFolder = [];
    private volatile TlsHandshakes _handshakes;

    private CertificateStore(Listener listener, ListenerTlsOptions options)
    {
        Listener = listener;
        _options = options;
        _named = [.. options.Certificates.Select(CertificateSource.Of)];
        _handshakes = new TlsHandshakes(options, listener.Protocols, new([]), null);
    }

    /// <summary>Whose certificates they are.</summary>
    public Listener Listener { get; }

    /// <summary>What handshakes show now.</summary>
    public TlsHandshakes Handshakes => _handshakes;

    /// <summary>Reads everything; what is wrong with it is added to <paramref name="faults"/>.</summary>
    public static CertificateStore Open(
        Listener listener,
        ListenerTlsOptions options,
        ICollection<string> faults
    )
    {
        var store = new CertificateStore(listener, options);
        foreach (var change in store.Look(isFirst: true))
        {
            if (change.Kind == CertificateChangeKind.Refused)
            {
                faults.Add(change.Text);
            }
        }

        return store;
    }

    /// <summary>Takes up what has changed since the last look. One caller at a time; reads files.</summary>
    public IReadOnlyList<CertificateChange> Look() => Look(isFirst: false);

    private List<CertificateChange> Look(bool isFirst)
    {
        var changes = new List<CertificateChange>();
        var inFolder = InFolder(changes);
        foreach (var source in _named.Concat(inFolder ?? []))
        {
            LookAt(source, isFirst, changes);
        }

        // What cannot be looked at is taken to be as it was.
        _lastFolder = inFolder ?? _lastFolder;
        CertificateSource[] sources = [.. _named, .. _lastFolder];
        LookAtAuthorities(isFirst, changes);
        RemoveGone([.. sources.Select(static source => source.File)], changes);
        if (changes.Any(static change => change.Kind != CertificateChangeKind.Refused))
        {
            Swap(sources);
        }

        return changes;
    }

    private void LookAt(CertificateSource source, bool isFirst, List<CertificateChange> changes)
    {
        if (!_certificates.TryGetValue(source.File, out var watched))
        {
            watched = new();
            _certificates.Add(source.File, watched);
        }

        var isNew = watched.Look(
            FileStamp.Of(source.Files),
            isFirst,
            () =>
            {
                _ = CertificateFile.TryLoad(source, out var loaded, out var fault);
                return (loaded, fault);
            },
            out var fault
        );
        if (isNew)
        {
            var loaded = watched.Value!;
            changes.Add(
                new(
                    CertificateChangeKind.Loaded,
                    $"{loaded.Source} for {string.Join(' ', loaded.Names.Take(5))}, valid until {loaded.NotAfter:yyyy-MM-dd}"
                )
            );
        }
        else if (fault is not null)
        {
            changes.Add(new(CertificateChangeKind.Refused, fault));
        }
    }

    private void LookAtAuthorities(bool isFirst, List<CertificateChange> changes)
    {
        if (_options.ClientAuthorities.Length == 0)
        {
            return;
        }

        var file = Path.GetFullPath(_options.ClientAuthorities);
        var isNew = _authorities.Look(
            FileStamp.Of([file]),
            isFirst,
            () =>
            {
                _ = CertificateFile.TryLoadAuthorities(file, out var loaded, out var fault);
                return (loaded, fault);
            },
            out var fault
        );
        if (isNew)
        {
            changes.Add(
                new(
                    CertificateChangeKind.Loaded,
                    $"{file} with {_authorities.Value!.Count} authorities for client certificates"
                )
            );
        }
        else if (fault is not null)
        {
            changes.Add(new(CertificateChangeKind.Refused, fault));
        }
    }

    /// <summary>The folder's files; <c>null</c> where it cannot be read.</summary>
    private CertificateSource[]? InFolder(List<CertificateChange> changes)
    {
        if (_options.Folder.Length == 0)
        {
            return [];
        }

        var folder = Path.GetFullPath(_options.Folder);
        try
        {
            var found = CertificateSource.In(Directory.EnumerateFiles(folder)).ToArray();
            Report(
                found.Length > MostCertificates
                        ? $"{folder} has {found.Length} certificates; the first {MostCertificates} are used."
                    : found.Length == 0 && _named.Length == 0
                        ? $"{folder} has no certificate. Put a *.crt with its *.key there, or a *.pfx."
                    : null,
                changes
            );
            return [.. found.Take(MostCertificates)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Report(
                $"{folder} cannot be read: {failure.Message} Make the folder, readable for this user.",
                changes
            );
            return null;
        }
    }

    private void Report(string? fault, List<CertificateChange> changes)
    {
        if (fault is not null && !_isFolderFaulty)
        {
            changes.Add(new(CertificateChangeKind.Refused, fault));
        }

        _isFolderFaulty = fault is not null;
    }

    /// <summary>Forgets what a folder has no longer, unless nothing would be left to show.</summary>
    private void RemoveGone(HashSet<string> there, List<CertificateChange> changes)
    {
        _missing.ExceptWith(there);
        foreach (var file in _certificates.Keys.Where(file => !there.Contains(file)).ToArray())
        {
            // A file that is replaced may be missing for a moment: it is gone when it is missing twice.
            if (_missing.Add(file) || there.Count == 0)
            {
                continue;
            }

            _missing.Remove(file);
            _certificates.Remove(file);
            changes.Add(new(CertificateChangeKind.Removed, file));
        }
    }

    private void Swap(CertificateSource[] sources)
    {
        var all = sources
            .Select(static source => source.File)
            // What is missing for a moment is shown on, last.
            .Concat(_certificates.Keys)
            .Distinct(StringComparer.Ordinal)
            .Select(file => _certificates[file].Value)
            .OfType<LoadedCertificate>();
        _handshakes = new TlsHandshakes(
            _options,
            Listener.Protocols,
            new([.. all]),
            _authorities.Value
        );
    }
}
