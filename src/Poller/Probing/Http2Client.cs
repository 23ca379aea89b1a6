using System.Net;

namespace LbPlatform.Poller.Probing;

/// <summary>A client that speaks HTTP/2 on one connection that stands, and on no other.</summary>
internal static class Http2Client
{
    /// <summary>Longest head of an answer that is read, in KiB.</summary>
    private const int LongestHead = 32;

    /// <summary>A client, which owns the connection from its first request on.</summary>
    public static HttpMessageInvoker Over(Stream connection)
    {
        var isTaken = 0;
        return new(
            new SocketsHttpHandler
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
            }
        );
    }

    /// <summary>A request that is sent over HTTP/2 or not at all.</summary>
    public static HttpRequestMessage Request(
        HttpMethod method,
        Uri uri,
        IEnumerable<KeyValuePair<string, string>> fields
    )
    {
        var request = new HttpRequestMessage(method, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
