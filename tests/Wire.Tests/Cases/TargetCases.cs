using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>The forms of a target, and its characters.</summary>
internal static class TargetCases
{
    private const string Forms = "9112, 3.2";
    private const string Absolute = "9112, 3.2.2";
    private const string Characters = "3986, 2";

    public static WireCase[] All { get; } =
    [
        Reaches("target: absolute", Absolute, Get("http://a.test/x?y"), "GET /x?y HTTP/1.1", has: ["Host: a.test"]),
        Reaches("target: absolute without path", Absolute, Get("http://a.test"), "GET / HTTP/1.1"),
        Reaches("target: absolute without path, with query", Absolute, Get("http://a.test?x"), "GET /?x HTTP/1.1"),
        Refused("target: absolute, scheme in capitals", "9110, 4.2.3", 400, Get("HTTP://a.test/x")),
        Reaches("target: absolute, host in other letters than Host", Absolute, Get("http://A.TEST/x"), "GET /x HTTP/1.1"),
        Reaches("target: absolute https", Absolute, Get("https://a.test/x"), "GET /x HTTP/1.1"),
        Reaches("target: absolute with encoded bytes", Absolute, Get("http://a.test/%2F%41"), "GET /%2F%41 HTTP/1.1"),
        Reaches("target: absolute with dots", Absolute, Get("http://a.test/a/../b"), "GET /b HTTP/1.1"),
        Reaches("target: absolute, URL in the query", Absolute, Get("http://a.test/?http://u@b.test/"), "GET /?http://u@b.test/ HTTP/1.1"),
        Reaches("target: absolute, with port", Absolute, Head("GET http://a.test:81/x HTTP/1.1", "Host: a.test:81"), "GET /x HTTP/1.1", has: ["Host: a.test:81"]),
        Refused("target: absolute, other host than Host", Absolute, 400, Get("http://b.test/x")),
        Refused("target: absolute, other port than Host", Absolute, 400, Get("http://a.test:81/x")),
        Refused("target: absolute, no Host", Absolute, 400, "GET http://a.test/x HTTP/1.1\r\n\r\n"),
        Refused("target: absolute, empty Host", Absolute, 400, "GET http://a.test/x HTTP/1.1\r\nHost:\r\n\r\n"),
        Refused("target: absolute, user", "9110, 4.2.4", 400, Get("http://user@a.test/x"), "target-userinfo"),
        Refused("target: absolute, user and password", "9110, 4.2.4", 400, Get("http://user:pass@a.test/x"), "target-userinfo"),
        Refused("target: absolute, empty user", "9110, 4.2.4", 400, Get("http://@a.test/x"), "target-userinfo"),
        Refused("target: absolute, no host", "9110, 4.2.1", 400, Get("http:///x")),
        Refused("target: absolute, port only", "9110, 4.2.1", 400, Get("http://:80/x")),
        Refused("target: absolute, broken port", Absolute, 400, Get("http://a.test:x/")),
        Refused("target: absolute, port too high", Absolute, 400, Get("http://a.test:99999/")),
        Refused("target: absolute, backslashes", Absolute, 400, Get("http:\\\\a.test\\x")),
        Refused("target: absolute, one slash", Absolute, 400, Get("http:/a.test/x")),
        Refused("target: absolute, ftp", Forms, 400, Get("ftp://a.test/x")),
        Refused("target: absolute, file", Forms, 400, Get("file:///etc/passwd")),
        Refused("target: absolute, gopher", Forms, 400, Get("gopher://127.0.0.1:25/x")),
        Refused("target: absolute, ws", Forms, 400, Get("ws://a.test/x")),
        Refused("target: absolute, no scheme", Forms, 400, Get("://a.test/x")),
        Refused("target: absolute, fragment", Absolute, 400, Get("http://a.test/x#y")),
        Refused("target: authority of GET", "9112, 3.2.3", 405, Get("a.test:80")),
        Refused("target: host of GET", "9112, 3.2.3", 405, Get("a.test")),
        Refused("target: relative path", Forms, 400, Get("x/y")),
        Refused("target: dots without slash", Forms, 400, Get("../x")),
        Refused("target: query only", Forms, 400, Get("?x")),
        Refused("target: encoded slash first", Forms, 400, Get("%2Fx")),
        Refused("target: backslash first", Forms, 400, Get("\\x")),
        Refused("target: at sign first", Forms, 400, Get("@a.test/x")),
        Refused("target: fragment", Characters, 400, Get("/x#y"), "target-characters"),
        Refused("target: fragment in the query", Characters, 400, Get("/x?y#z"), "target-characters"),
        Refused("target: fragment first", Characters, 400, Get("#x")),
        Refused("target: tab", Characters, 400, Get("/a\tb"), "target-characters"),
        Refused("target: control", Characters, 400, Get("/a\u0001b"), "target-characters"),
        Refused("target: escape character", Characters, 400, Get("/a\u001b[31m"), "target-characters"),
        Refused("target: DEL", Characters, 400, Get("/a\u007f"), "target-characters"),
        Refused("target: DEL in the query", Characters, 400, Get("/a?\u007f"), "target-characters"),
        Refused("target: control in the query", Characters, 400, Get("/a?b\u001fc"), "target-characters"),
        Refused("target: NUL", Characters, 400, Get("/a\0b")),
        Refused("target: NUL in the query", Characters, 400, Get("/a?b\0c")),
        Refused("target: bytes above ASCII", Characters, 400, Get("/\u00c3\u00a9")),
        Refused("target: bytes above ASCII in the query", Characters, 400, Get("/?\u00c3\u00a9")),
        Refused("target: CR", Characters, 400, Get("/a\rb")),
        Reaches("target: signs that browsers leave", Characters, Get("/|{}^`<>\"[]"), "GET /|{}^`<>\"[] HTTP/1.1"),
        Reaches("target: every sign of a query", "3986, 3.4", Get("/?a=b&c;d+e!f$g'h(i)j*k,l:m@n/o?p~q-r.s_t"), "GET /?a=b&c;d+e!f$g'h(i)j*k,l:m@n/o?p~q-r.s_t HTTP/1.1"),
        Reaches("target: backslash in the query", Characters, Get("/?a\\b"), "GET /?a\\b HTTP/1.1"),
        Reaches("target: question marks", "3986, 3.4", Get("/a??b?"), "GET /a??b? HTTP/1.1"),
        Reaches("target: empty query", "3986, 3.4", Get("/a?"), "GET /a? HTTP/1.1"),
        Reaches("target: broken escape in the query", "3986, 3.4", Get("/?a=100%&b=%zz"), "GET /?a=100%&b=%zz HTTP/1.1"),
        Reaches("target: encoded NUL in the query", "3986, 3.4", Get("/?%00"), "GET /?%00 HTTP/1.1"),
        Reaches("target: encoded line ends in the query", "3986, 3.4", Get("/?%0d%0aX:%20y"), "GET /?%0d%0aX:%20y HTTP/1.1"),
    ];
}
