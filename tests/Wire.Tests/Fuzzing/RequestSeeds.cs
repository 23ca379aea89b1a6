using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Fuzzing;

/// <summary>Good requests, of which mutants are made.</summary>
internal static class RequestSeeds
{
    public static string[] All { get; } =
    [
        Get("/a?b=c"),
        Get("/a/b%2Fc", "Accept: */*", "User-Agent: fuzz/1", "Cookie: a=1; b=2"),
        Get("/", "Connection: keep-alive, X-Named", "X-Named: 1", "TE: trailers"),
        Get("http://a.test/x"),
        Post("hello", "Content-Length: 5", "Content-Type: text/plain"),
        Post("hello world", "content-length: 11", "Expect: 100-continue"),
        Chunked("5\r\nhello\r\n0\r\n\r\n"),
        Chunked("1\r\nh\r\n4;a=b\r\nello\r\n0\r\nX-T: 1\r\n\r\n"),
        Post("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n", "X: y", "Transfer-Encoding: chunked"),
        Head("PUT /p HTTP/1.1", "Host: a.test", "Content-Length: 3") + "put",
        Head("DELETE /d HTTP/1.1", "Host: a.test:81"),
        Head("OPTIONS /o HTTP/1.1", "Host: a.test", "Origin: http://b.test"),
        Get(
            "/ws",
            "Upgrade: h2c",
            "Connection: Upgrade, HTTP2-Settings",
            "HTTP2-Settings: AAMAAABk"
        ),
        Head("GET /old HTTP/1.0", "Host: a.test", "Connection: keep-alive"),
    ];
}
