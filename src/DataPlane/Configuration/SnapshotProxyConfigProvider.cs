using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// Hands YARP the configuration of the newest revision: swapped first, signalled second. It never throws, since YARP
/// would ask again only after five minutes, and has an empty configuration before the first snapshot.
/// </summary>
internal sealed class SnapshotProxyConfigProvider : IProxyConfigProvider, IDisposable
{
    private SnapshotProxyConfig _current = new(translation: null);

    /// <inheritdoc />
    public IProxyConfig GetConfig() => Volatile.Read(ref _current);

    /// <summary>What YARP has been given last; <c>null</c> before the first.</summary>
    public Translation? Published => Volatile.Read(ref _current).Translation;

    /// <summary>The configuration from now on.</summary>
    public void Publish(Translation translation)
    {
        using var old = Interlocked.Exchange(ref _current, new SnapshotProxyConfig(translation));
        old.Supersede();
    }

    /// <inheritdoc />
    public void Dispose() => _current.Dispose();
}
