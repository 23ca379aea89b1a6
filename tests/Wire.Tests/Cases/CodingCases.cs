using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Transfer-Encoding.</summary>
internal static class CodingCases
{
    private const string Section = "9112, 6.1";
    private const string Chunks = "5\r\nhello\r\n0\r\n\r\n";
    private const string Chunked = "transfer-encoding-chunked";
    private const string TwoLengths = "transfer-encoding-and-content-length";

    public static WireCase[] All { get; } =
    [
        Reaches("coding: chunked", Section, Post(Chunks, "Transfer-Encoding: chunked"), "POST / HTTP/1.1", "hello", ["Transfer-Encoding: chunked"], ["Content-Length"]),
        Reaches("coding: Chunked", "9112, 7", Post(Chunks, "Transfer-Encoding: Chunked"), "POST / HTTP/1.1", "hello"),
        Reaches("coding: blanks around", "9110, 5.5", Post(Chunks, "Transfer-Encoding: \tchunked \t"), "POST / HTTP/1.1", "hello"),
        Reaches("coding: no blank before", "9112, 5.1", Post(Chunks, "transfer-encoding:chunked"), "POST / HTTP/1.1", "hello"),
        Reaches("coding: GET with chunks", "9110, 9.3.1", Get("/", "Transfer-Encoding: chunked") + Chunks, "GET / HTTP/1.1", "hello"),
        Refused("coding: with a length", Section, 400, Post(Chunks, "Transfer-Encoding: chunked", "Content-Length: 5"), TwoLengths),
        Refused("coding: with a length before", Section, 400, Post(Chunks, "Content-Length: 5", "Transfer-Encoding: chunked"), TwoLengths),
        Refused("coding: with a length of all chunks", Section, 400, Post(Chunks, "Content-Length: 15", "Transfer-Encoding: chunked"), TwoLengths),
        Refused("coding: with a length of zero", Section, 400, Post(Chunks, "Content-Length: 0", "Transfer-Encoding: chunked"), TwoLengths),
        Refused("coding: no chunks, with a length", Section, 400, Post("0\r\n\r\n" + Get("/smuggled"), "Content-Length: 5", "Transfer-Encoding: chunked"), TwoLengths),
        Refused("coding: with a broken length", Section, 400, Post(Chunks, "Content-Length: +5", "Transfer-Encoding: chunked")),
        Refused("coding: GET with both", Section, 400, Get("/", "Content-Length: 5", "Transfer-Encoding: chunked") + Chunks, TwoLengths),
        Refused("coding: gzip, chunked", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: gzip, chunked"), Chunked),
        Refused("coding: gzip before chunked in a field of its own", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: gzip", "Transfer-Encoding: chunked"), Chunked),
        Refused("coding: chunked twice", "9112, 7.1", 400, Post(Chunks, "Transfer-Encoding: chunked, chunked"), Chunked),
        Refused("coding: chunked in two fields", "9112, 7.1", 400, Post(Chunks, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), Chunked),
        Refused("coding: identity, chunked", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: identity, chunked"), Chunked),
        Refused("coding: a blank item, then chunked", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: , chunked"), Chunked),
        Refused("coding: chunked, then a blank item", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: chunked,"), Chunked),
        Refused("coding: cow, chunked", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: cow, chunked"), Chunked),
        Refused("coding: chunked, gzip", "9112, 6.3", 400, Post(Chunks, "Transfer-Encoding: chunked, gzip")),
        Refused("coding: chunked, then identity in a field of its own", "9112, 6.3", 400, Post(Chunks, "Transfer-Encoding: chunked", "Transfer-Encoding: identity")),
        Refused("coding: gzip", "9112, 6.3", 400, Post(Chunks, "Transfer-Encoding: gzip")),
        Refused("coding: identity", "9112, 6.3", 400, Post(Chunks, "Transfer-Encoding: identity")),
        Refused("coding: identity with a length", "9112, 6.3", 400, Post("hello", "Transfer-Encoding: identity", "Content-Length: 5")),
        Refused("coding: unknown with a length", "9112, 6.3", 400, Post("hello", "Transfer-Encoding: x", "Content-Length: 5")),
        Refused("coding: empty", "9112, 6.3", 400, Post(Chunks, "Transfer-Encoding:")),
        Refused("coding: empty with a length", "9112, 6.3", 400, Post("hello", "Transfer-Encoding:", "Content-Length: 5")),
        Refused("coding: xchunked", "9112, 6.3", 400, Post(Chunks, "Transfer-Encoding: xchunked")),
        Refused("coding: chunkedx", "9112, 6.3", 400, Post(Chunks, "Transfer-Encoding: chunkedx")),
        Refused("coding: with a parameter", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: chunked;q=1")),
        Refused("coding: quoted", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: \"chunked\"")),
        Refused("coding: with a NUL", "9110, 5.5", 400, Post(Chunks, "Transfer-Encoding: chunked\0")),
        Refused("coding: with a vertical tab before", "9110, 5.5", 400, Post(Chunks, "Transfer-Encoding: \vchunked")),
        Refused("coding: with a form feed behind", "9110, 5.5", 400, Post(Chunks, "Transfer-Encoding: chunked\f")),
        Refused("coding: with a no-break space", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: \u00a0chunked")),
        Refused("coding: with a dotless look-alike", "9112, 7", 400, Post(Chunks, "Transfer-Encoding: chun\u00e2\u0084\u00aaed")),
        Refused("coding: white space before the colon", "9112, 5.1", 400, Post(Chunks, "Transfer-Encoding : chunked")),
        Refused("coding: white space before the colon, with a length", "9112, 5.1", 400, Post("hello", "Transfer-Encoding : chunked", "Content-Length: 5")),
        Refused("coding: tab before the colon, with a length", "9112, 5.1", 400, Post("hello", "Transfer-Encoding\t: chunked", "Content-Length: 5")),
        Refused("coding: blank before the name, with a length", "9112, 5.2", 400, Post("hello", "Content-Length: 5", " Transfer-Encoding: chunked")),
        Refused("coding: folded", "9112, 5.2", 400, Post(Chunks, "Transfer-Encoding:\r\n chunked")),
        Refused("coding: folded with a tab, with a length", "9112, 5.2", 400, Post("hello", "Content-Length: 5", "Transfer-Encoding:\r\n\tchunked")),
        Refused("coding: vertical tab in the name", "9110, 5.1", 400, Post("hello", "Transfer-Encoding\v: chunked", "Content-Length: 5")),
        Refused("coding: HTTP/1.0", Section, 400, Head("POST / HTTP/1.0", "Host: a.test", "Transfer-Encoding: chunked") + Chunks, "transfer-encoding-version"),
        Refused("coding: HTTP/1.0 that keeps alive", Section, 400, Head("POST / HTTP/1.0", "Connection: keep-alive", "Transfer-Encoding: chunked") + Chunks, "transfer-encoding-version"),
        Refused("coding: HTTP/1.0 with a length", Section, 400, Head("POST / HTTP/1.0", "Content-Length: 5", "Transfer-Encoding: chunked") + Chunks, "transfer-encoding-version"),
        Reaches("coding: underscore in the name is another field", "9110, 5.1", Post("hello", "Content-Length: 5", "Transfer_Encoding: chunked"), "POST / HTTP/1.1", "hello", ["Content-Length: 5"], ["Transfer-Encoding"]),
        Reaches("coding: another field of a like name", "9110, 5.1", Post("hello", "Content-Length: 5", "X-Transfer-Encoding: chunked"), "POST / HTTP/1.1", "hello", ["Content-Length: 5"], ["Transfer-Encoding"]),
    ];
}
