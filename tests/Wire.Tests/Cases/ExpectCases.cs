using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Expect.</summary>
internal static class ExpectCases
{
    private const string Section = "9110, 10.1.1";
    private const string Rule = "expect";

    public static WireCase[] All { get; } =
    [
        Reaches("expect: 100-continue, body sent at once", Section, Post("hello", "Content-Length: 5", "Expect: 100-continue"), "POST / HTTP/1.1", "hello"),
        Reaches("expect: 100-Continue", Section, Post("hello", "Content-Length: 5", "Expect: 100-Continue"), "POST / HTTP/1.1", "hello"),
        Reaches("expect: 100-continue with chunks", Section, Post("5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked", "Expect: 100-continue"), "POST / HTTP/1.1", "hello"),
        Reaches("expect: 100-continue without content", Section, Get("/", "Expect: 100-continue"), "GET / HTTP/1.1"),
        Reaches("expect: 100-continue with a length of zero", Section, Post("", "Content-Length: 0", "Expect: 100-continue"), "POST / HTTP/1.1"),
        Reaches("expect: of HTTP/1.0", Section, "POST / HTTP/1.0\r\nHost: a.test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello", "POST / HTTP/1.1", "hello", closes: true),
        Refused("expect: something else", Section, 417, Post("hello", "Content-Length: 5", "Expect: x-frob"), Rule),
        Refused("expect: something else without content", Section, 417, Get("/", "Expect: x-frob"), Rule),
        Refused("expect: 200-ok", Section, 417, Post("hello", "Content-Length: 5", "Expect: 200-ok"), Rule),
        Refused("expect: 100-continue and more", Section, 417, Post("hello", "Content-Length: 5", "Expect: 100-continue, x-frob"), Rule),
        Refused("expect: 100-continue and more in a field of its own", Section, 417, Post("hello", "Content-Length: 5", "Expect: 100-continue", "Expect: x-frob"), Rule),
        Refused("expect: 100-continue twice", Section, 417, Post("hello", "Content-Length: 5", "Expect: 100-continue", "Expect: 100-continue"), Rule),
        Refused("expect: with a parameter", Section, 417, Post("hello", "Content-Length: 5", "Expect: 100-continue; a=b"), Rule),
        Refused("expect: empty", Section, 417, Post("hello", "Content-Length: 5", "Expect:"), Rule),
        Refused("expect: blank within", Section, 417, Post("hello", "Content-Length: 5", "Expect: 100 -continue"), Rule),
        Refused("expect: begin of a word", Section, 417, Post("hello", "Content-Length: 5", "Expect: 100-continued"), Rule),
        Refused("expect: obfuscated", Section, 417, Post("hello", "Content-Length: 5", "Expect: y 100-continue"), Rule),
    ];
}
