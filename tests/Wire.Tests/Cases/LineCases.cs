using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Line ends, white space and the request line.</summary>
internal static class LineCases
{
    private const string Ends = "9112, 2.2";
    private const string Line = "9112, 3";
    private const string Rule = "line-end";
    private const string Root = "GET / HTTP/1.1";

    public static WireCase[] All { get; } =
    [
        Reaches("line: as it should be", Line, "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", Root),
        Refused("line: LF behind the request line", Ends, 400, "GET / HTTP/1.1\nHost: a.test\r\n\r\n", Rule),
        Refused("line: LF behind a field", Ends, 400, "GET / HTTP/1.1\r\nHost: a.test\nX: y\r\n\r\n", Rule),
        Refused("line: LF behind the last field", Ends, 400, "GET / HTTP/1.1\r\nHost: a.test\n\r\n", Rule),
        Refused("line: LF for the empty line", Ends, 400, "GET / HTTP/1.1\r\nHost: a.test\r\n\n", Rule),
        Refused("line: LF only", Ends, 400, "GET / HTTP/1.1\nHost: a.test\n\n", Rule),
        Refused("line: LF hides a length", Ends, 400, "POST / HTTP/1.1\r\nHost: a.test\r\nX: y\nContent-Length: 5\r\n\r\nhello", Rule),
        Refused("line: LF within a value", "9110, 5.5", 400, Get("/", "X: a\nb")),
        Refused("line: CR within a value", "9110, 5.5", 400, Get("/", "X: a\rb")),
        Refused("line: CR behind a value", "9110, 5.5", 400, Get("/", "X: a\r")),
        Refused("line: CR before a value", "9110, 5.5", 400, Get("/", "X: \ra")),
        Refused("line: CR alone behind a field", Ends, 400, "GET / HTTP/1.1\r\nHost: a.test\rX: y\r\n\r\n"),
        Refused("line: CR alone behind the request line", Ends, 400, "GET / HTTP/1.1\rHost: a.test\r\n\r\n"),
        Refused("line: CR twice behind the request line", Ends, 400, "GET / HTTP/1.1\r\r\nHost: a.test\r\n\r\n"),
        Refused("line: CR twice behind a field", Ends, 400, "GET / HTTP/1.1\r\nHost: a.test\r\r\n\r\n"),
        Refused("line: CR and something for the empty line", Ends, 400, "GET / HTTP/1.1\r\nHost: a.test\r\n\rX\r\n\r\n"),
        Refused("line: LF and CR exchanged", Ends, 400, "GET / HTTP/1.1\n\rHost: a.test\n\r\n\r"),
        Refused("line: NUL in the request line", Line, 400, "GET /\0 HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: NUL behind the request line", Line, 400, "GET / HTTP/1.1\0\r\nHost: a.test\r\n\r\n"),
        Refused("line: two blanks before the target", Line, 400, "GET  / HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Reaches("line: two blanks before the version", Line, "GET /  HTTP/1.1\r\nHost: a.test\r\n\r\n", Root),
        Reaches("line: the byte before the version is taken for the blank", Line, "GET /xHTTP/1.1\r\nHost: a.test\r\n\r\n", Root),
        Reaches("line: LF before", Ends, "\nGET / HTTP/1.1\r\nHost: a.test\r\n\r\n", Root),
        Refused("line: blank behind the version", Line, 400, "GET / HTTP/1.1 \r\nHost: a.test\r\n\r\n"),
        Refused("line: tab before the target", Line, 400, "GET\t/ HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Reaches("line: tab before the version", Line, "GET /\tHTTP/1.1\r\nHost: a.test\r\n\r\n", Root),
        Refused("line: tabs only", Line, 400, "GET\t/\tHTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: blank before the method", Line, 400, " GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: blank within the target", "9112, 3.2", 400, "GET /a b HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: a second version", "9112, 3.2", 400, "GET / HTTP/1.1 HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: vertical tab for a blank", Line, 400, "GET\v/ HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: form feed for a blank", Line, 400, "GET / \fHTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: no target", Line, 400, "GET HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: no version, HTTP/0.9", "9112, 3", 400, "GET /\r\n\r\n"),
        Refused("line: method only", Line, 400, "GET\r\n\r\n"),
        Refused("line: nothing but a blank", Line, 400, " \r\n\r\n"),
        Refused("line: an answer", Line, 400, "HTTP/1.1 200 OK\r\nHost: a.test\r\n\r\n"),
        Refused("line: bytes of TLS", Line, 400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
        Refused("line: byte order mark", Line, 400, "\u00ef\u00bb\u00bfGET / HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("line: blank before the first field", "9112, 2.2", 400, "GET / HTTP/1.1\r\n Host: a.test\r\n\r\n"),
        Refused("line: fold before the first field", "9112, 2.2", 400, "GET / HTTP/1.1\r\n \r\nHost: a.test\r\n\r\n"),
        Refused("version: lower case", "9110, 15.6.6", 505, "GET / http/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("version: mixed case", "9110, 15.6.6", 505, "GET / HTtP/1.1\r\nHost: a.test\r\n\r\n"),
        Refused("version: one digit", "9112, 2.3", 400, "GET / HTTP/1\r\nHost: a.test\r\n\r\n"),
        Refused("version: two digits", "9112, 2.3", 400, "GET / HTTP/1.10\r\nHost: a.test\r\n\r\n"),
        Refused("version: leading zero", "9112, 2.3", 400, "GET / HTTP/01.1\r\nHost: a.test\r\n\r\n"),
        Refused("version: comma", "9110, 15.6.6", 505, "GET / HTTP/1,1\r\nHost: a.test\r\n\r\n"),
        Refused("version: blank within", "9112, 2.3", 400, "GET / HTTP/ 1.1\r\nHost: a.test\r\n\r\n"),
        Refused("version: other protocol", "9110, 15.6.6", 505, "GET / ICAP/1.0\r\nHost: a.test\r\n\r\n"),
        Refused("version: 1.2", "9110, 15.6.6", 505, "GET / HTTP/1.2\r\nHost: a.test\r\n\r\n"),
        Refused("version: 2.0", "9110, 15.6.6", 505, "GET / HTTP/2.0\r\nHost: a.test\r\n\r\n"),
        Refused("version: 0.9", "9110, 15.6.6", 505, "GET / HTTP/0.9\r\nHost: a.test\r\n\r\n"),
        Refused("version: 9.9", "9110, 15.6.6", 505, "GET / HTTP/9.9\r\nHost: a.test\r\n\r\n"),
        Cut("version: preface of HTTP/2", "9113, 3.4", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Reaches("version: 1.0", "9110, 2.5", "GET / HTTP/1.0\r\nHost: a.test\r\n\r\n", Root, has: ["Host: a.test"], closes: true),
        Reaches("version: 1.0 that keeps alive", "9112, 9.3", "GET / HTTP/1.0\r\nHost: a.test\r\nConnection: keep-alive\r\n\r\n", Root),
        Reaches("line: empty line before", Ends, "\r\nGET / HTTP/1.1\r\nHost: a.test\r\n\r\n", Root),
        Cut("line: cut in the method", "9112, 8", "GE"),
        Cut("line: cut in the target", "9112, 8", "GET /a"),
        Cut("line: cut in the version", "9112, 8", "GET / HTT"),
        Cut("line: cut behind the request line", "9112, 8", "GET / HTTP/1.1\r\n"),
        Cut("line: cut in a field", "9112, 8", "GET / HTTP/1.1\r\nHost: a.t"),
        Cut("line: cut before the empty line", "9112, 8", "GET / HTTP/1.1\r\nHost: a.test\r\n"),
        Cut("line: cut within the empty line", "9112, 8", "GET / HTTP/1.1\r\nHost: a.test\r\n\r"),
        Cut("line: nothing at all", "9112, 8", ""),
        new("line: three requests at once", "9112, 9.3.2", Get("/1") + Get("/2") + Get("/3"))
        {
            Statuses = [200, 200, 200],
            Reaches = [new("GET /1 HTTP/1.1"), new("GET /2 HTTP/1.1"), new("GET /3 HTTP/1.1")],
        },
        new("line: a bad request between good ones", "9112, 9.3.2", Get("/1") + Get("/2", "A B: c") + Get("/3"))
        {
            Statuses = [200, 400],
            Reaches = [new("GET /1 HTTP/1.1")],
            Closes = true,
        },
        new("line: one that a rule refuses between good ones", "9112, 9.3.2", Get("/1") + Get("/#") + Get("/3"))
        {
            Statuses = [200, 400],
            Reaches = [new("GET /1 HTTP/1.1")],
            Closes = true,
            Rule = "target-characters",
        },
        new("line: nothing is read behind close", "9112, 9.6", Get("/1", "Connection: close") + Get("/2"))
        {
            Statuses = [200],
            Reaches = [new("GET /1 HTTP/1.1")],
            Closes = true,
        },
    ];
}
