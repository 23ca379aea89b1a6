using LbPlatform.DataPlane.Affinity;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>What of a request matters to the choice of its backend.</summary>
/// <param name="tried">Backends that failed this request already; the last one last.</param>
/// <param name="key">The hash of what keeps requests together (a client, a cookie); read by consistent hashing only.</param>
/// <param name="session">The client's tie to a backend; <c>null</c> where the policy alone chooses.</param>
internal readonly ref struct PickRequest(
    ReadOnlySpan<BackendState> tried,
    ulong key = 0,
    Session? session = null
)
{
    /// <summary>Backends that failed this request already; the last one last.</summary>
    public ReadOnlySpan<BackendState> Tried { get; } = tried;

    /// <summary>The hash of what keeps requests together.</summary>
    public ulong Key { get; } = key;

    /// <summary>The client's tie to a backend.</summary>
    public Session? Session { get; } = session;

    /// <summary>Whether this request failed on <paramref name="backend"/>.</summary>
    public bool HasTried(BackendState backend)
    {
        foreach (var one in Tried)
        {
            if (ReferenceEquals(one, backend))
            {
                return true;
            }
        }

        return false;
    }
}
