using System.Buffers;
using System.Text;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Probing;

/// <summary>What a TCP probe says once it is connected: nothing, or a text, after which another one is expected.</summary>
internal static class TcpQuestion
{
    /// <summary>Bytes read at once.</summary>
    private const int ReadBytes = 2048;

    /// <summary>The answer, as soon as the expected text is there or cannot come any more.</summary>
    /// <exception cref="ProbeFailureException">The connection ended before a byte came.</exception>
    public static async Task<ProbeAnswer> AskAsync(
        Stream connection,
        ProbeTarget target,
        ProbeAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        var settings = target.Settings;
        if (settings.Send.Length > 0)
        {
            await connection.WriteAsync(Encoding.UTF8.GetBytes(settings.Send), cancellationToken);
        }

        if (settings.ExpectedBody.Length == 0)
        {
            return default;
        }

        attempt.Step = ProbeStep.Body;
        var search = new BodySearch(settings.ExpectedBody);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (!search.IsDone)
            {
                var count = await connection.ReadAsync(buffer, cancellationToken);
                if (count == 0)
                {
                    break;
                }

                search.Append(buffer.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return search switch
        {
            { IsFound: true } => default,
            { Bytes: 0 } => throw new ProbeFailureException(
                ProbeOutcome.Reset,
                "connection closed without an answer"
            ),
            _ => new(null, search.ToFault("the answer")),
        };
    }
}
