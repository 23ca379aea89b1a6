using System.Net.Sockets;
using System.Text;
using LbPlatform.Wire.Tests.Cases;

namespace LbPlatform.Wire.Tests.Support;

/// <summary>Sends the bytes of a case over a socket, and tells what came of them on both sides.</summary>
internal static class WireRunner
{
    /// <summary>In place of a status: neither an answer nor an end came.</summary>
    public const int NoAnswer = 0;

    private const string NextTarget = "/next";

    /// <summary>Longer than any answer takes; who waits so long has none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<WireOutcome> RunAsync(WirePlane plane, WireCase one)
    {
        plane.Origin.Clear();
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", plane.Port);
        var wire = new DataPlane.Tests.Support.Wire(client.GetStream());
        await TrySendAsync(wire, one.Sent);
        if (one.EndsSending)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        List<(int Status, string Body)> answers = [];
        var isHead = one.Sent.StartsWith("HEAD ", StringComparison.Ordinal);
        var most = one.EndsSending ? 1 : one.Statuses.Length;
        while (answers.Count < most && await ReadAsync(wire, isHead) is { } answer)
        {
            answers.Add(answer);
        }

        var (next, closed) = await EndAsync(wire, answers, one);
        return new(
            [.. answers.Select(static answer => answer.Status)],
            [.. answers.Select(static answer => answer.Body)],
            closed,
            next,
            [.. plane.Origin.Requests.Where(static request => request.Target != NextTarget)],
            [.. plane.Origin.Faults]
        );
    }

    /// <summary>The next final answer; <c>null</c> where the connection ends before one.</summary>
    public static async Task<(int Status, string Body)?> ReadAsync(
        DataPlane.Tests.Support.Wire wire,
        bool isHead = false
    )
    {
        try
        {
            while (await wire.ReadHeadAsync().WaitAsync(Patience) is { } head)
            {
                var status = int.Parse(head.AsSpan(9, 3));
                if (status >= 200)
                {
                    var body =
                        isHead || status is 204 or 304
                            ? []
                            : await wire.ReadBodyAsync(head, isResponse: true).WaitAsync(Patience);
                    return (status, Encoding.Latin1.GetString(body));
                }
            }
        }
        catch (IOException)
        {
            // The data plane ended it, not having read all.
        }
        catch (TimeoutException)
        {
            return (NoAnswer, "");
        }

        return null;
    }

    private static async Task<(string? Next, bool Closed)> EndAsync(
        DataPlane.Tests.Support.Wire wire,
        List<(int Status, string Body)> answers,
        WireCase one
    )
    {
        if (!answers.Select(static answer => answer.Status).SequenceEqual(one.Statuses))
        {
            // It has failed, unless the client may be told; what follows takes too long to wait for.
            return (null, one.EndsSending && await ReadAsync(wire) is null);
        }

        if (one.Closes)
        {
            var rest = await ReadAsync(wire);
            if (rest is { } further)
            {
                answers.Add(further);
            }

            return (null, rest is null);
        }

        await TrySendAsync(wire, Case.Get(NextTarget));
        var next = await ReadAsync(wire);
        return (next?.Body, next is null);
    }

    public static async Task TrySendAsync(DataPlane.Tests.Support.Wire wire, string bytes)
    {
        try
        {
            await wire.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // The data plane has seen enough.
        }
    }
}
