using System.Collections.Frozen;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>
/// The certificates of one listener, found by the server's name that a client asks for: exactly, then by a wildcard for
/// its first label, then the default. Immutable; a look-up makes nothing but the name behind the first label.
/// </summary>
internal sealed class CertificateSet
{
    private readonly FrozenDictionary<string, LoadedCertificate> _names;

    /// <summary>The first one is the default. Of several for one name, the one that is valid for longest is shown.</summary>
    public CertificateSet(IReadOnlyList<LoadedCertificate> all)
    {
        All = all;
        _names = all.SelectMany(static one => one.Names.Select(name => (Name: name, One: one)))
            .GroupBy(static pair => pair.Name.TrimEnd('.'), StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(
                static group => group.Key,
                static group => group.MaxBy(static pair => pair.One.NotAfter).One,
                StringComparer.OrdinalIgnoreCase
            );
    }

    /// <summary>All, in the order in which they were named.</summary>
    public IReadOnlyList<LoadedCertificate> All { get; }

    /// <summary>The one to show; <c>null</c> only where there is none at all.</summary>
    public LoadedCertificate? Find(string? serverName)
    {
        if (!string.IsNullOrEmpty(serverName))
        {
            var name = serverName.TrimEnd('.');
            if (_names.TryGetValue(name, out var exact))
            {
                return exact;
            }

            var dot = name.IndexOf('.');
            if (dot > 0 && _names.TryGetValue($"*{name[dot..]}", out var wildcard))
            {
                return wildcard;
            }
        }

        return All.Count > 0 ? All[0] : null;
    }
}
