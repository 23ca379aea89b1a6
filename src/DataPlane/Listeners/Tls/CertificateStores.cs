using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>The certificates of all listeners, read at the start.</summary>
internal sealed class CertificateStores
{
    private readonly FrozenDictionary<string, CertificateStore> _stores;

    public CertificateStores(IOptions<DataPlaneOptions> options)
    {
        var faults = new List<string>();
        All =
        [
            .. Listener
                .All(options.Value)
                .Where(static listener => listener.Tls is not null)
                .Select(listener => CertificateStore.Open(listener, listener.Tls!, faults)),
        ];
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(
                DataPlaneOptions.Section,
                typeof(DataPlaneOptions),
                faults
            );
        }

        _stores = All.ToFrozenDictionary(static store => store.Listener.Name);
    }

    /// <summary>One for each listener with TLS.</summary>
    public IReadOnlyList<CertificateStore> All { get; }

    /// <summary>Every certificate that is shown now, with its listener.</summary>
    public IEnumerable<(Listener Listener, LoadedCertificate Certificate)> Shown =>
        All.SelectMany(static store =>
            store.Handshakes.Certificates.All.Select(one => (store.Listener, one))
        );

    /// <summary>Those of <paramref name="listener"/>.</summary>
    public CertificateStore Of(Listener listener) => _stores[listener.Name];
}
