using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Paths: what goes through byte for byte, dots in every spelling, and escapes.</summary>
internal static class PathCases
{
    private const string Dots = "3986, 5.2.4";
    private const string Escapes = "3986, 2.1";
    private const string Hidden = "target-dots";

    public static WireCase[] All { get; } =
    [
        Kept("slashes", "/a//b///"),
        Kept("two slashes first", "//a.test/x"),
        Kept("encoded slash", "/a%2Fb"),
        Kept("encoded slash in small letters", "/a%2fb"),
        Kept("encoded letter", "/%41"),
        Kept("encoded percent sign", "/%25%32%65"),
        Kept("dots encoded twice", "/%252e%252e/x"),
        Kept("byte that is no UTF-8", "/%FF"),
        Kept("overlong dots", "/%c0%ae%c0%ae/x"),
        Kept("encoded line ends", "/a%0d%0ab"),
        Kept("encoded backslash", "/a%5Cb"),
        Kept("encoded question mark and hash", "/a%3Fb%23c"),
        Kept("encoded blank", "/a%20b"),
        Kept("plus", "/a+b"),
        Kept("semicolons", "/a;b=c;d/e"),
        Kept("colon", "/a:b"),
        Kept("at sign", "/u@a.test"),
        Kept("tilde", "/~u"),
        Kept("three dots", "/.../x"),
        Kept("dot at the end of a name", "/a./b.."),
        Kept("dot at the begin of a name", "/.a/..b"),
        Kept("dots of parameters further on", "/a;b/c;..d"),
        Kept("dots in the query", "/a?/../b"),
        Kept("URL", "/http://a.test/x"),
        Resolved("dot", "/a/./b", "/a/b"),
        Resolved("two dots", "/a/../b", "/b"),
        Resolved("two dots at the end", "/a/b/..", "/a/"),
        Resolved("above the root", "/../../etc/passwd", "/etc/passwd"),
        Resolved("encoded dots", "/a/%2e%2e/b", "/b"),
        Resolved("encoded dots in capitals", "/a/%2E%2E/b", "/b"),
        Resolved("first dot encoded", "/a/%2e./b", "/b"),
        Resolved("second dot encoded", "/a/.%2E/b", "/b"),
        Resolved("encoded dot", "/a/%2e/b", "/a/b"),
        Resolved("dots behind two slashes", "/a//../b", "/a/b"),
        Resolved("dots and a query", "/a/../b?c=/../d", "/b?c=/../d"),
        Resolved("dots and an encoded slash elsewhere", "/a%2Fb/../c", "/c"),
        Refused("path: dots, encoded slash", Dots, 400, Get("/a/..%2fb"), Hidden),
        Refused("path: dots, encoded slash in capitals", Dots, 400, Get("/a/..%2Fb"), Hidden),
        Refused("path: encoded slash, dots", Dots, 400, Get("/a%2f../b"), Hidden),
        Refused("path: encoded slashes around dots", Dots, 400, Get("/a%2f..%2fb"), Hidden),
        Refused("path: all encoded", Dots, 400, Get("/a%2f%2e%2e%2fb"), Hidden),
        Refused("path: encoded slash, one dot", Dots, 400, Get("/a%2f./b"), Hidden),
        Refused("path: dots, encoded backslash", Dots, 400, Get("/a/..%5cb"), Hidden),
        Refused("path: encoded backslash, dots", Dots, 400, Get("/a%5c..%5Cb"), Hidden),
        Refused("path: dots, semicolon", Dots, 400, Get("/a/..;/b"), Hidden),
        Refused("path: dots, parameter", Dots, 400, Get("/a/..;x=y/b"), Hidden),
        Refused("path: encoded dots, semicolon", Dots, 400, Get("/a/%2e%2e;/b"), Hidden),
        Refused("path: one dot, semicolon", Dots, 400, Get("/a/.;/b"), Hidden),
        Refused("path: dots at the end behind an encoded slash", Dots, 400, Get("/a%2f.."), Hidden),
        Kept("backslash", "/a\\b"),
        Refused("path: dots, backslash", Dots, 400, Get("/a/..\\b"), Hidden),
        Refused("path: backslash, dots", Dots, 400, Get("/a\\..\\b"), Hidden),
        Kept("percent sign alone", "/100%"),
        Kept("one digit", "/a%2"),
        Kept("one digit before a slash", "/a%2/b"),
        Kept("no digits", "/%zz"),
        Kept("second is no digit", "/%2g"),
        Kept("blank and digit", "/%+1"),
        Kept("unicode escape", "/%u002e%u002e/x"),
        Kept("two percent signs", "/%%32%65"),
        Refused("path: encoded NUL", Escapes, 400, Get("/a%00b")),
        Refused("path: encoded NUL of an absolute target", Escapes, 400, Get("http://a.test/a%00b"), "target-nul"),
        Refused("path: encoded NUL at the end", Escapes, 400, Get("/a%00")),
    ];

    private static WireCase Kept(string name, string target) =>
        Reaches($"path: {name}", "3986, 3.3", Get(target), $"GET {target} HTTP/1.1");

    private static WireCase Resolved(string name, string target, string to) =>
        Reaches($"path: {name}", Dots, Get(target), $"GET {to} HTTP/1.1");
}
