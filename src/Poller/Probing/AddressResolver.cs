using System.Net;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// Looks up the addresses of a host, each time anew so that a moved name is noticed. A look-up blocks a thread of
/// the system's resolver and cannot be stopped, so their number is bounded and a slow one is left behind.
/// </summary>
/// <param name="lookUp">Asks the system.</param>
/// <param name="time">The clock.</param>
internal sealed class AddressResolver(
    Func<string, CancellationToken, Task<IPAddress[]>> lookUp,
    TimeProvider time
) : IDisposable
{
    /// <summary>Longest time that a look-up may take before the probe fails.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Most addresses of one host that are tried.</summary>
    public const int MostAddresses = 8;

    /// <summary>Most look-ups at once.</summary>
    public const int MostLookUps = 32;

    private readonly SemaphoreSlim _turns = new(MostLookUps);

    /// <summary>One that asks the system's resolver.</summary>
    public AddressResolver(TimeProvider time)
        : this(Dns.GetHostAddressesAsync, time) { }

    /// <summary>
    /// The host's addresses, at least one. localhost has both loopback addresses whatever the machine's hosts file
    /// says (RFC 6761), so that a server is found on the family that it listens on.
    /// </summary>
    /// <exception cref="ProbeFailureException">There is none, or not in time.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The resolver says so.</exception>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(
        string host,
        CancellationToken cancellationToken
    )
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        if (host == "localhost")
        {
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        }

        var found = await LookUpInTimeAsync(host, cancellationToken);
        return found.Length switch
        {
            0 => throw new ProbeFailureException(ProbeOutcome.Dns, "the name has no address"),
            > MostAddresses => found[..MostAddresses],
            _ => found,
        };
    }

    public void Dispose() => _turns.Dispose();

    private async Task<IPAddress[]> LookUpInTimeAsync(
        string host,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            cancellationToken
        );
        try
        {
            await _turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProbeFailureException(
                ProbeOutcome.Error,
                $"the poller cannot probe: {MostLookUps} look-ups of names are waiting for an answer"
            );
        }

        return await LookUpAsync(host).WaitAsync(either.Token);
    }

    /// <summary>Gives its turn back when the system answers, which may be long after the probe has failed.</summary>
    private async Task<IPAddress[]> LookUpAsync(string host)
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
