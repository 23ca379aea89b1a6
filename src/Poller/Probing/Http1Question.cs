using System.Buffers;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Probing;

/// <summary>A probe's request over HTTP/1.1: no more of the answer is read than is looked at.</summary>
internal static class Http1Question
{
    /// <summary>Bytes read at once.</summary>
    private const int ReadBytes = 2048;

    /// <summary>The answer, as soon as what is expected of it is there or cannot come any more.</summary>
    /// <exception cref="ProbeFailureException">What came is no HTTP/1, or nothing came.</exception>
    public static async Task<ProbeAnswer> AskAsync(
        Stream connection,
        ProbeTarget target,
        ProbeAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        await connection.WriteAsync(ProbeRequest.For(target), cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var settings = target.Settings;
            var head = new ResponseHead(settings.ExpectedHeader.Name);
            var (status, rest) = await ReadHeadAsync(connection, head, buffer, cancellationToken);
            var fault = Expectation.Refuse(settings, status, head.Values);
            if (fault is null && settings.ExpectedBody.Length > 0)
            {
                attempt.Step = ProbeStep.Body;
                var hasBody = settings.Method != ProbeMethod.Head && status is not (204 or 304);
                fault = await SearchAsync(
                    connection,
                    new ResponseBody(head, hasBody),
                    new BodySearch(settings.ExpectedBody),
                    buffer,
                    rest,
                    cancellationToken
                );
            }

            return new(status, fault);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The status code, and what of the buffer is behind the head.</summary>
    private static async Task<(int Status, Range Behind)> ReadHeadAsync(
        Stream connection,
        ResponseHead head,
        byte[] buffer,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var count = await connection.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                throw new ProbeFailureException(
                    ProbeOutcome.Reset,
                    head.HasBegun
                        ? "connection closed within the answer's head"
                        : "connection closed without an answer"
                );
            }

            if (head.Read(buffer.AsSpan(0, count)) is { } status)
            {
                return (status, head.Consumed..count);
            }
        }
    }

    private static async Task<ProbeFault?> SearchAsync(
        Stream connection,
        ResponseBody body,
        BodySearch search,
        byte[] buffer,
        Range rest,
        CancellationToken cancellationToken
    )
    {
        body.Read(buffer.AsSpan(rest), search);
        while (!search.IsDone && !body.IsComplete)
        {
            var count = await connection.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                return body.MayEndHere
                    ? search.ToFault("the body")
                    : new(ProbeOutcome.Reset, "connection closed within the answer's body");
            }

            body.Read(buffer.AsSpan(0, count), search);
        }

        return search.IsFound ? null : search.ToFault("the body");
    }
}
