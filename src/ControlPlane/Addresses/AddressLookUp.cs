using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LbPlatform.State.Addresses;

namespace LbPlatform.ControlPlane.Addresses;

/// <summary>
/// Looks names up before an edit, in bounded time: an edit is judged by what its names mean now. A name that has no
/// address yet, or whose name server is slow, is no reason to refuse; whoever connects looks again.
/// </summary>
internal sealed class AddressLookUp(
    Func<string, CancellationToken, Task<IPAddress[]>> lookUp,
    TimeProvider time
) : IDisposable
{
    /// <summary>Longest time that a write waits for name servers.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Look-ups at once: each holds a thread of the system's resolver, also after its time is over.</summary>
    public const int MostLookUps = 32;

    /// <summary>Names that one write looks up; further ones are judged when they are connected to.</summary>
    public const int MostNames = 256;

    private readonly SemaphoreSlim _turns = new(MostLookUps);

    /// <summary>What each host means. Those that are unknown in time are left out.</summary>
    public async Task<ResolvedHosts> ResolveAsync(
        IEnumerable<string> hosts,
        CancellationToken cancellationToken
    )
    {
        var found = new ConcurrentDictionary<string, IReadOnlyList<IPAddress>>(
            StringComparer.OrdinalIgnoreCase
        );
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            late.Token,
            cancellationToken
        );
        await Task.WhenAll(
            hosts
                .Where(static host => !HostAddresses.TryKnow(host, out _))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(MostNames)
                .Select(host => NoteAsync(host, found, either.Token))
        );
        cancellationToken.ThrowIfCancellationRequested();
        return new(found);
    }

    public void Dispose() => _turns.Dispose();

    private async Task NoteAsync(
        string host,
        ConcurrentDictionary<string, IReadOnlyList<IPAddress>> found,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await _turns.WaitAsync(cancellationToken);
            found[host] = await AskAsync(host).WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            // Unknown for now.
        }
    }

    /// <summary>Gives its turn back when the system answers, which may be long after the write was.</summary>
    private async Task<IPAddress[]> AskAsync(string host)
    {
        try
        {
            return await lookUp(host, CancellationToken.None);
        }
        finally
        {
            _turns.Release();
        }
    }
}
