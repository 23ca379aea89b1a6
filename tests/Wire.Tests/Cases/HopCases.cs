using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>What is about one connection, and what poses as it.</summary>
internal static class HopCases
{
    private const string Section = "9110, 7.6.1";
    private const string Upgrades = "9110, 7.8";
    private const string Root = "GET / HTTP/1.1";

    public static WireCase[] All { get; } =
    [
        Dropped("a field that is named", ["Connection: X-Named", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("a field that is named in small letters", ["Connection: x-named", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("several that are named", ["Connection: X-One, X-Two", "X-One: 1", "X-Two: 2"], ["X-One", "X-Two"], closes: true),
        Dropped("named in two fields", ["Connection: X-One", "Connection: X-Two", "X-One: 1", "X-Two: 2"], ["X-One", "X-Two"], closes: true),
        Dropped("named behind close", ["Connection: close, X-Named", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("named before close", ["Connection: X-Named, close", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("named behind keep-alive", ["Connection: keep-alive, X-Named", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("named before keep-alive", ["Connection: X-Named,keep-alive", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("named beside close in a field of its own", ["Connection: close", "Connection: X-Named", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("named beside keep-alive in a field of its own", ["Connection: keep-alive", "Connection: X-Named", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("named among blank items", ["Connection: ,, X-Named ,", "X-Named: 1"], ["X-Named"], closes: true),
        Dropped("named and absent", ["Connection: X-Absent"], ["X-Absent"], closes: true),
        Dropped("Keep-Alive", ["Keep-Alive: timeout=5"], ["Keep-Alive", "Connection"]),
        Dropped("Proxy-Connection", ["Proxy-Connection: keep-alive"], ["Proxy-Connection"]),
        Dropped("Proxy-Authorization", ["Proxy-Authorization: Basic eDp5"], ["Proxy-Authorization"]),
        Dropped("TE", ["TE: trailers, deflate;q=0.5", "Connection: TE"], ["TE"]),
        Dropped("Trailer without trailers", ["Trailer: X-T"], ["Trailer"]),
        Dropped("close", ["Connection: close"], ["Connection"], closes: true),
        Dropped("close in capitals", ["Connection: CLOSE"], ["Connection"], closes: true),
        Dropped("keep-alive", ["Connection: keep-alive"], ["Connection"]),
        Dropped("empty", ["Connection:"], ["Connection"]),
        Stays("Host", "Host: a.test"),
        Stays("Authorization", "Authorization: Basic eDp5"),
        Stays("Cookie", "Cookie: a=1"),
        Stays("Cache-Control", "Cache-Control: no-cache"),
        Reaches("hop: Content-Length named stays", Section, Post("hello", "Content-Length: 5", "Connection: Content-Length"), "POST / HTTP/1.1", "hello", ["Content-Length: 5"]),
        Reaches("hop: Content-Length named beside close stays", Section, Post("hello", "Content-Length: 5", "Connection: close, Content-Length"), "POST / HTTP/1.1", "hello", ["Content-Length: 5"], closes: true),
        Reaches("hop: Transfer-Encoding named stays", Section, Post("5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked", "Connection: Transfer-Encoding"), "POST / HTTP/1.1", "hello", ["Transfer-Encoding: chunked"]),
        Reaches("hop: Content-Type named stays", Section, Post("hello", "Content-Length: 5", "Content-Type: text/x", "Connection: Content-Type"), "POST / HTTP/1.1", "hello", ["Content-Type: text/x"]),
        Reaches("hop: X-Forwarded-For named stays", Section, Get("/", "Connection: X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host"), Root, has: ["X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: http", "X-Forwarded-Host: a.test"]),
        Reaches("hop: X-Forwarded-For named beside close stays", Section, Get("/", "Connection: close, X-Forwarded-For"), Root, has: ["X-Forwarded-For: 127.0.0.1"], closes: true),
        Reaches("hop: Via named stays", Section, Get("/", "Connection: Via"), Root, has: ["Via: 1.1 lbplatform"]),
        Upgraded("h2c", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"),
        Upgraded("h2c without settings", "Upgrade: h2c", "Connection: Upgrade"),
        Upgraded("h2c in capitals", "Upgrade: H2C", "Connection: upgrade"),
        Upgraded("TLS", "Upgrade: TLS/1.2", "Connection: Upgrade"),
        Upgraded("unknown", "Upgrade: frob/1", "Connection: Upgrade"),
        Upgraded("empty", "Upgrade:", "Connection: Upgrade"),
        Upgraded("none, but announced", "Connection: Upgrade"),
        Dropped("upgrade that is not announced", ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="], ["Upgrade", "Connection"]),
        Dropped("h2c that is not announced", ["Upgrade: h2c", "HTTP2-Settings: AAMAAABk"], ["Upgrade", "HTTP2-Settings"]),
        Reaches("hop: h2c with content", Upgrades, Post("hello", "Upgrade: h2c", "Connection: Upgrade", "Content-Length: 5"), "POST / HTTP/1.1", "hello", lacks: ["Upgrade", "Connection"]),
        Reaches("hop: h2c with chunks", Upgrades, Post("5\r\nhello\r\n0\r\n\r\n", "Upgrade: h2c", "Connection: Upgrade", "Transfer-Encoding: chunked"), "POST / HTTP/1.1", "hello", lacks: ["Upgrade", "Connection"]),
        new("hop: h2c with a request behind", Upgrades, Get("/", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABk") + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        {
            Statuses = [200, 505],
            Reaches = [new(Root) { Lacks = ["Upgrade", "Connection", "HTTP2-Settings"] }],
            Closes = true,
        },
        Reaches("hop: upgrade in HTTP/1.0", Upgrades, "GET / HTTP/1.0\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", Root, lacks: ["Upgrade", "Connection"], closes: true),
    ];

    private static WireCase Dropped(
        string name,
        string[] fields,
        string[] lacks,
        bool closes = false
    ) =>
        Reaches($"hop: {name}", Section, Get("/", fields), Root, lacks: [.. lacks, "Connection"], closes: closes)
            with { Rule = fields.Any(static one => one.Contains("keep-alive, X-", StringComparison.Ordinal) || one.Contains("close, X-", StringComparison.Ordinal)) ? "connection-options" : null };

    private static WireCase Stays(string name, string line) =>
        Reaches(
            $"hop: {name} named stays",
            Section,
            name == "Host" ? Get("/", "Connection: Host") : Get("/", line, $"Connection: {name}"),
            Root,
            has: [line]
        );

    private static WireCase Upgraded(string name, params string[] fields) =>
        Reaches(
            $"hop: upgrade to {name}",
            Upgrades,
            Get("/", fields),
            Root,
            lacks: ["Upgrade", "Connection", "HTTP2-Settings"]
        );
}
