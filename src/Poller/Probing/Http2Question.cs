using System.Buffers;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Probing;

/// <summary>A probe's request over HTTP/2, on a connection that stands: one stream, then the connection is closed.</summary>
internal static class Http2Question
{
    /// <summary>Bytes read at once.</summary>
    private const int ReadBytes = 2048;

    /// <summary>The answer, as soon as what is expected of it is there or cannot come any more.</summary>
    /// <exception cref="HttpRequestException">What came is no HTTP/2, or nothing came.</exception>
    public static async Task<ProbeAnswer> AskAsync(
        Stream connection,
        ProbeTarget target,
        ProbeAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        using var client = Http2Client.Over(connection);
        using var request = Http2Client.Request(
            ProbeRequest.MethodOf(target),
            ProbeRequest.UriOf(target),
            ProbeRequest.FieldsOf(target)
        );
        using var answer = await client.SendAsync(request, cancellationToken);
        var settings = target.Settings;
        var status = (int)answer.StatusCode;
        var fault = Expectation.Refuse(
            settings,
            status,
            ValuesOf(answer, settings.ExpectedHeader.Name)
        );
        if (fault is null && settings.ExpectedBody.Length > 0)
        {
            attempt.Step = ProbeStep.Body;
            fault = await SearchAsync(answer, settings.ExpectedBody, cancellationToken);
        }

        return new(status, fault);
    }

    private static string[] ValuesOf(HttpResponseMessage answer, string name)
    {
        if (name.Length == 0)
        {
            return [];
        }

        return
            answer.Headers.NonValidated.TryGetValues(name, out var values)
            || answer.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? [.. values]
            : [];
    }

    private static async Task<ProbeFault?> SearchAsync(
        HttpResponseMessage answer,
        string text,
        CancellationToken cancellationToken
    )
    {
        var search = new BodySearch(text);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (!search.IsDone)
            {
                var count = await body.ReadAsync(buffer, cancellationToken);
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

        return search.IsFound ? null : search.ToFault("the body");
    }
}
