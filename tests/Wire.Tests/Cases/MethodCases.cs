using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Methods, the special ones among them.</summary>
internal static class MethodCases
{
    private const string Section = "9110, 9.1";

    public static WireCase[] All { get; } =
    [
        Reaches("method: HEAD", "9110, 9.3.2", Of("HEAD"), "HEAD / HTTP/1.1"),
        Reaches("method: OPTIONS", "9110, 9.3.7", Of("OPTIONS"), "OPTIONS / HTTP/1.1"),
        Reaches("method: DELETE", "9110, 9.3.5", Of("DELETE"), "DELETE / HTTP/1.1"),
        Reaches("method: PATCH", Section, Of("PATCH", "Content-Length: 0"), "PATCH / HTTP/1.1"),
        Reaches("method: TRACE", "9110, 9.3.8", Of("TRACE"), "TRACE / HTTP/1.1"),
        Reaches("method: QUERY", Section, Of("QUERY", "Content-Length: 2") + "hi", "QUERY / HTTP/1.1", "hi"),
        Reaches("method: unknown", Section, Of("FROBNICATE"), "FROBNICATE / HTTP/1.1"),
        Reaches("method: unknown in small letters", Section, Of("frobnicate"), "frobnicate / HTTP/1.1"),
        Reaches("method: unknown with content", Section, Of("FROBNICATE", "Content-Length: 2") + "hi", "FROBNICATE / HTTP/1.1", "hi"),
        Reaches("method: hyphen", Section, Of("M-SEARCH"), "M-SEARCH / HTTP/1.1"),
        Reaches("method: every sign of a token", "9110, 5.6.2", Of("!#$%&'*+-.^_`|~1A"), "!#$%&'*+-.^_`|~1A / HTTP/1.1"),
        Reaches("method: longer than a known one", Section, Of("GETX"), "GETX / HTTP/1.1"),
        Refused("method: get", Section, 400, Of("get"), "method-case"),
        Refused("method: Get", Section, 400, Of("Get"), "method-case"),
        Refused("method: post with content", Section, 400, Of("post", "Content-Length: 2") + "hi", "method-case"),
        Refused("method: head", Section, 400, Of("head"), "method-case"),
        Refused("method: connect", Section, 400, Of("connect"), "method-case"),
        Refused("method: Trace", Section, 400, Of("Trace"), "method-case"),
        Refused("method: empty", "9112, 3.1", 400, " / HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("method: colon", "9112, 3.1", 400, Of("GE:T")),
        Refused("method: slash", "9112, 3.1", 400, Of("GE/T")),
        Refused("method: parenthesis", "9112, 3.1", 400, Of("GE(T")),
        Refused("method: quotes", "9112, 3.1", 400, Of("\"GET\"")),
        Refused("method: at sign", "9112, 3.1", 400, Of("GE@T")),
        Refused("method: comma", "9112, 3.1", 400, Of("GET,POST")),
        Refused("method: control", "9112, 3.1", 400, Of("GE\u0001T")),
        Refused("method: NUL", "9112, 3.1", 400, Of("GE\0T")),
        Refused("method: above ASCII", "9112, 3.1", 400, Of("G\u00c9T")),
        Refused("method: DEL", "9112, 3.1", 400, Of("GET\u007f")),
        Refused("connect: authority", "9110, 9.3.6", 405, "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n", "method-connect"),
        Refused("connect: inward", "9110, 9.3.6", 405, "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n", "method-connect"),
        Refused("connect: with content", "9110, 9.3.6", 405, "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\nContent-Length: 5\r\n\r\nhello", "method-connect"),
        Refused("connect: a request behind", "9110, 9.3.6", 405, "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n" + Get("/smuggled"), "method-connect"),
        Refused("connect: path", "9112, 3.2.3", 405, Of("CONNECT"), "method-connect"),
        Refused("connect: absolute form", "9112, 3.2.3", 405, "CONNECT http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n", "method-connect"),
        Refused("trace: with content", "9110, 9.3.8", 400, Of("TRACE", "Content-Length: 5") + "hello", "trace-content"),
        Refused("trace: with chunks", "9110, 9.3.8", 400, Of("TRACE", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n", "trace-content"),
        Reaches("options: with content", "9110, 9.3.7", Of("OPTIONS", "Content-Length: 2") + "hi", "OPTIONS / HTTP/1.1", "hi"),
        new("options: asterisk", "9112, 3.2.4", "OPTIONS * HTTP/1.1\r\nHost: a.test\r\n\r\n") { Statuses = [204] },
        new("options: asterisk with content", "9112, 3.2.4", "OPTIONS * HTTP/1.1\r\nHost: a.test\r\nContent-Length: 2\r\n\r\nhi") { Statuses = [204] },
        Refused("options: two asterisks", "9112, 3.2.4", 400, "OPTIONS ** HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("asterisk: of GET", "9112, 3.2.4", 405, "GET * HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("asterisk: of POST", "9112, 3.2.4", 405, "POST * HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n"),
        Refused("asterisk: of something unknown", "9112, 3.2.4", 405, "FROB * HTTP/1.1\r\nHost: a.test\r\n\r\n"),
    ];

    private static string Of(string method, params string[] fields) =>
        Head($"{method} / HTTP/1.1", ["Host: a.test", .. fields]);
}
