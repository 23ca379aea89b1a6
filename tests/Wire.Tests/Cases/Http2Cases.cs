namespace LbPlatform.Wire.Tests.Cases;

/// <summary>What HTTP/2 forbids, and what would be a smuggled request once it is written as HTTP/1.1.</summary>
internal static class Http2Cases
{
    private const string Syntax = "9113, 8.2.1";
    private const string Connection = "9113, 8.2.2";
    private const string Pseudo = "9113, 8.3";
    private const string Request = "9113, 8.3.1";
    private const string Length = "9113, 8.1.1";
    private const string Fields = "connection-fields";
    private const string Root = "200 GET / HTTP/1.1";

    private static readonly (string, string)[] Get = [(":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "a.test")];

    public static IReadOnlyDictionary<string, Http2Case> ByName { get; } =
        new Http2Case[]
        {
            new("h2: as it should be", Request, Get, Root) { Has = ["Host: a.test"] },
            new("h2: field", Syntax, With(("x", "a b")), Root) { Has = ["x: a b"] },
            new("h2: cookies apart become one", "9113, 8.2.3", With(("cookie", "a=1"), ("cookie", "b=2")), Root) { Has = ["Cookie: a=1; b=2"] },
            new("h2: host alike", Request, With(("host", "a.test")), Root) { Has = ["Host: a.test"] },
            new("h2: host apart, :authority wins", Request, With(("host", "b.test")), Root) { Has = ["Host: a.test"] },
            new("h2: host for :authority", Request, [.. Without(":authority"), ("host", "b.test")], Root) { Has = ["Host: b.test"] },
            new("h2: content", Length, Post(), "200 POST / HTTP/1.1") { Body = "hello" },
            new("h2: content with its length", Length, Post(("content-length", "5")), "200 POST / HTTP/1.1") { Body = "hello", Has = ["Content-Length: 5"] },
            new("h2: request as content", Length, Post(), "200 POST / HTTP/1.1") { Body = Case.Get("/smuggled") },
            new("h2: trailers are dropped", "9113, 8.1", Post(), "200 POST / HTTP/1.1") { Body = "hello", Trailers = [("x-t", "1")], Lacks = ["x-t"] },
            new("h2: TE trailers", Connection, With(("te", "trailers")), Root) { Lacks = ["TE"] },
            new("h2: unknown method", Request, [.. Without(":method"), (":method", "FROB")], "200 FROB / HTTP/1.1"),
            new("h2: path with encoded bytes", Request, Path("/%2F%41//?a=%zz"), "200 GET /%2F%41//?a=%zz HTTP/1.1"),
            new("h2: path with dots", Request, Path("/a/../b"), "200 GET /b HTTP/1.1"),
            new("h2: options asterisk", Request, [(":method", "OPTIONS"), (":scheme", "http"), (":path", "*"), (":authority", "a.test")], "204"),
            new("h2: field connection", Connection, With(("connection", "close")), "goaway"),
            new("h2: field keep-alive", Connection, With(("keep-alive", "timeout=5")), "400") { Rule = Fields },
            new("h2: field proxy-connection", Connection, With(("proxy-connection", "close")), "400") { Rule = Fields },
            new("h2: field transfer-encoding", Connection, With(("transfer-encoding", "chunked")), "400") { Rule = Fields },
            new("h2: field transfer-encoding with chunks", Connection, Post(("transfer-encoding", "chunked")), "400") { Rule = Fields, Body = "0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n" },
            new("h2: field upgrade", Connection, With(("upgrade", "websocket")), "400") { Rule = Fields },
            new("h2: field te of something else", Connection, With(("te", "gzip")), "goaway"),
            new("h2: field te of trailers and more", Connection, With(("te", "trailers, gzip")), "goaway"),
            new("h2: name in capitals", Syntax, With(("X", "a")), "goaway"),
            new("h2: name with one capital", Syntax, With(("xY", "a")), "goaway"),
            new("h2: name empty", Syntax, With(("", "a")), "goaway"),
            new("h2: name with a colon", Syntax, With(("x:y", "a")), "400"),
            new("h2: name with a blank", Syntax, With(("x y", "a")), "400"),
            new("h2: name with CRLF", Syntax, With(("x\r\ny", "a")), "400"),
            new("h2: name with LF", Syntax, With(("x\ny", "a")), "400"),
            new("h2: name with NUL", Syntax, With(("x\0y", "a")), "goaway"),
            new("h2: name with a control", Syntax, With(("x\u0001", "a")), "400") { Rule = "field-name" },
            new("h2: name above ASCII", Syntax, With(("x\u00e9", "a")), "goaway"),
            new("h2: name is a request line", Syntax, With(("get / http/1.1\r\nhost: b.test\r\nx", "a")), "400"),
            new("h2: value with CRLF", Syntax, With(("x", "a\r\nY: b")), "goaway"),
            new("h2: value with a request behind CRLF", Syntax, With(("x", "a\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: b\r\n\r\n")), "goaway"),
            new("h2: value with LF", Syntax, With(("x", "a\nb")), "goaway"),
            new("h2: value with CR", Syntax, With(("x", "a\rb")), "goaway"),
            new("h2: value with NUL", Syntax, With(("x", "a\0b")), "goaway"),
            new("h2: value with a control", Syntax, With(("x", "a\u0001b")), "400") { Rule = "field-value" },
            new("h2: value with a blank before", Syntax, With(("x", " a")), Root) { Has = ["x: a"] },
            new("h2: no host at all", Request, Without(":authority"), "400") { Rule = "host-missing" },
            new("h2: empty :authority", Request, [.. Without(":authority"), (":authority", "")], "400") { Rule = "host-missing" },
            new("h2: :authority with a user", Request, [.. Without(":authority"), (":authority", "u@a.test")], "reset"),
            new("h2: :authority with a path", Request, [.. Without(":authority"), (":authority", "a.test/x")], "reset"),
            new("h2: :authority with CRLF", Request, [.. Without(":authority"), (":authority", "a.test\r\nX: b")], "goaway"),
            new("h2: :authority with a comma", Request, [.. Without(":authority"), (":authority", "a.test,b.test")], "reset"),
            new("h2: two hosts", Request, [.. Without(":authority"), ("host", "a.test"), ("host", "b.test")], "reset"),
            new("h2: no :method", Request, Without(":method"), "reset"),
            new("h2: no :path", Request, Without(":path"), "reset"),
            new("h2: no :scheme", Request, Without(":scheme"), "reset"),
            new("h2: empty :path", Request, Path(""), "reset"),
            new("h2: empty :method", Request, [.. Without(":method"), (":method", "")], "reset"),
            new("h2: two :path", Pseudo, With((":path", "/b")), "goaway"),
            new("h2: two :method", Pseudo, With((":method", "POST")), "goaway"),
            new("h2: two :authority", Pseudo, With((":authority", "b.test")), "goaway"),
            new("h2: unknown pseudo-field", Pseudo, With((":frob", "x")), "goaway"),
            new("h2: pseudo-field of answers", Pseudo, With((":status", "200")), "goaway"),
            new("h2: pseudo-field behind a field", Pseudo, [.. Without(":path"), ("x", "a"), (":path", "/")], "goaway"),
            new("h2: other scheme", Request, [.. Without(":scheme"), (":scheme", "ftp")], "reset"),
            new("h2: https on a plain port", Request, [.. Without(":scheme"), (":scheme", "https")], "reset"),
            new("h2: scheme with a request", Request, [.. Without(":scheme"), (":scheme", "http://b.test/x?")], "reset"),
            new("h2: method get", "9110, 9.1", [.. Without(":method"), (":method", "get")], "400") { Rule = "method-case" },
            new("h2: method with a blank", Request, [.. Without(":method"), (":method", "GET /smuggled HTTP/1.1\r\nX:")], "goaway"),
            new("h2: method with a blank only", Request, [.. Without(":method"), (":method", "GE T")], "reset"),
            new("h2: method CONNECT", "9113, 8.5", [(":method", "CONNECT"), (":authority", "a.test:443")], "405") { Rule = "method-connect" },
            new("h2: CONNECT to an unknown protocol", "9220, 3", [(":method", "CONNECT"), (":protocol", "frob"), (":scheme", "http"), (":path", "/"), (":authority", "a.test")], "501") { Rule = "connect-protocol" },
            new("h2: path without slash", Request, Path("x"), "reset"),
            new("h2: path is a URL", Request, Path("http://b.test/"), "reset"),
            new("h2: path asterisk of GET", Request, Path("*"), "reset"),
            new("h2: path with a blank", Request, Path("/ HTTP/1.1"), "400"),
            new("h2: path with CRLF", Request, Path("/ HTTP/1.1\r\nX: y"), "goaway"),
            new("h2: path with LF", Request, Path("/\nx"), "goaway"),
            new("h2: path with a fragment", Request, Path("/#x"), "400") { Rule = "target-characters" },
            new("h2: path with a tab", Request, Path("/\tx"), "400"),
            new("h2: path above ASCII", Request, Path("/\u00e9"), "400") { Rule = "target-characters" },
            new("h2: path with an encoded NUL", Request, Path("/%00"), "reset"),
            new("h2: path with hidden dots", Request, Path("/a/..%2fb"), "400") { Rule = "target-dots" },
            new("h2: path with a backslash", Request, Path("/a\\b"), "200 GET /a\\b HTTP/1.1"),
            new("h2: path with a broken escape", Request, Path("/%zz"), "200 GET /%zz HTTP/1.1"),
            new("h2: length too long", Length, Post(("content-length", "6")), "reset") { Body = "hello" },
            new("h2: length too short", Length, Post(("content-length", "4")), "reset") { Body = "hello" },
            new("h2: length zero with content", Length, Post(("content-length", "0")), "reset") { Body = "hello" },
            new("h2: length without content", Length, Post(("content-length", "5")), "reset"),
            new("h2: two lengths", Length, Post(("content-length", "5"), ("content-length", "5")), "goaway") { Body = "hello" },
            new("h2: length with a sign", Length, Post(("content-length", "+5")), "goaway") { Body = "hello", Rule = "content-length-digits" },
            new("h2: length is a list", Length, Post(("content-length", "5,5")), "goaway") { Body = "hello" },
            new("h2: expect something else", "9110, 10.1.1", Post(("expect", "x-frob")), "417") { Body = "hello", Rule = "expect" },
            new("h2: trailer with a pseudo-field", "9113, 8.1", Post(), "goaway") { Body = "hello", Trailers = [(":path", "/x")] },
            new("h2: trailer in capitals", Syntax, Post(), "goaway") { Body = "hello", Trailers = [("X-T", "1")] },
        }.ToDictionary(static one => one.Name);

    private static (string, string)[] With(params (string, string)[] fields) => [.. Get, .. fields];

    private static (string, string)[] Without(string name) =>
        [.. Get.Where(field => field.Item1 != name)];

    private static (string, string)[] Path(string path) =>
        [(":method", "GET"), (":scheme", "http"), (":path", path), (":authority", "a.test")];

    private static (string, string)[] Post(params (string, string)[] fields) =>
        [(":method", "POST"), (":scheme", "http"), (":path", "/"), (":authority", "a.test"), .. fields];
}
