using System.Net;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Probing;

/// <summary>A probe's GET over HTTP/2, on a connection that stands: one stream, then the connection is closed.</summary>
internal static class Http2Question
{
    /// <summary>Longest head of an answer that is read, in KiB.</summary>
    private const int LongestHead = 32;

    /// <summary>The answer's status code, as soon as its head is there.</summary>
    /// <exception cref="HttpRequestException">What came is no HTTP/2, or nothing came.</exception>
    public static async Task<int> AskAsync(
        Stream connection,
        ProbeTarget target,
        CancellationToken cancellationToken
    )
    {
        var isTaken = 0;
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = LongestHead,
            ConnectCallback = (_, _) =>
                Interlocked.Exchange(ref isTaken, 1) == 0
                    ? ValueTask.FromResult(connection)
                    // A probe has one connection: what the backend refuses on it is its answer.
                    : throw new IOException("the backend ended the connection"),
        };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, ProbeRequest.UriOf(target))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", ProbeRequest.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        using var answer = await client.SendAsync(request, cancellationToken);
        return (int)answer.StatusCode;
    }
}
