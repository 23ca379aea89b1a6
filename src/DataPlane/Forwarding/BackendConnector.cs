using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using LbPlatform.State.Addresses;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// Connects to a backend. A name with several addresses is tried as RFC 8305 says (Happy Eyeballs): one after the
/// other, the next as soon as one fails or is slow, so that a server that listens on one family only costs nothing.
/// </summary>
internal sealed class BackendConnector(
    BackendResolver resolver,
    IOptions<DataPlaneOptions> options,
    TimeProvider time
)
{
    /// <summary>How long an address may be alone before the next one is tried beside it (RFC 8305, 5).</summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>A connected stream, which owns its socket.</summary>
    /// <exception cref="BackendConnectException">No address that <paramref name="policy"/> admits accepted a connection in time.</exception>
    public async ValueTask<Stream> ConnectAsync(
        DnsEndPoint backend,
        AddressPolicy policy,
        CancellationToken cancellationToken
    )
    {
        using var late = new CancellationTokenSource(options.Value.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            late.Token,
            cancellationToken
        );
        try
        {
            var addresses = await resolver.ResolveAsync(backend.Host, policy, either.Token);
            var socket = await RaceAsync(addresses, backend.Port, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException failure) when (late.IsCancellationRequested)
        {
            throw new BackendConnectException(
                ConnectFault.Timeout,
                $"No connection to {backend.Host}:{backend.Port} within {options.Value.ConnectTimeout.TotalMilliseconds} ms.",
                failure
            );
        }
        catch (SocketException failure)
        {
            throw new BackendConnectException(
                FaultOf(failure),
                $"No connection to {backend.Host}:{backend.Port}: {failure.Message}",
                failure
            );
        }
    }

    private async Task<Socket> RaceAsync(
        ImmutableArray<IPAddress> addresses,
        int port,
        CancellationToken cancellationToken
    )
    {
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<Socket>>(addresses.Length);
        var next = 0;
        while (true)
        {
            if (next < addresses.Length)
            {
                running.Add(ConnectAsync(addresses[next++], port, decided.Token));
            }

            var first = await FirstAsync(running, next < addresses.Length, cancellationToken);
            if (first is null)
            {
                continue;
            }

            running.Remove(first);
            if (first.IsCompletedSuccessfully || (running.Count == 0 && next == addresses.Length))
            {
                await decided.CancelAsync();
                running.ForEach(static loser => _ = DiscardAsync(loser));
                return await first;
            }
        }
    }

    /// <summary>The attempt that ends first; <c>null</c> where its head start is over and <paramref name="hasMore"/>.</summary>
    private async Task<Task<Socket>?> FirstAsync(
        List<Task<Socket>> running,
        bool hasMore,
        CancellationToken cancellationToken
    )
    {
        var ended = Task.WhenAny(running);
        if (!hasMore || ended.IsCompleted)
        {
            return await ended;
        }

        try
        {
            return await ended.WaitAsync(HeadStart, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static async Task<Socket> ConnectAsync(
        IPAddress address,
        int port,
        CancellationToken cancellationToken
    )
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task DiscardAsync(Task<Socket> loser)
    {
        try
        {
            (await loser).Dispose();
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            // It lost by failing.
        }
    }

    private static ConnectFault FaultOf(SocketException failure) =>
        failure.SocketErrorCode switch
        {
            SocketError.HostNotFound
            or SocketError.NoData
            or SocketError.TryAgain
            or SocketError.NoRecovery => ConnectFault.Dns,
            SocketError.TimedOut => ConnectFault.Timeout,
            _ => ConnectFault.Refused,
        };
}
