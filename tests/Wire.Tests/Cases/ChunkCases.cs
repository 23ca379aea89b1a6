using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Chunks, their extensions, and trailers.</summary>
internal static class ChunkCases
{
    private const string Section = "9112, 7.1";
    private const string Extensions = "9112, 7.1.1";
    private const string Trailers = "9112, 7.1.2";
    private const string Line = "POST / HTTP/1.1";

    public static WireCase[] All { get; } =
    [
        Reaches("chunk: none but the last", Section, Chunked("0\r\n\r\n"), Line),
        Reaches("chunk: several", Section, Chunked("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), Line, "hello"),
        Reaches("chunk: capital hexadecimal", Section, Chunked($"1A\r\n{new string('x', 26)}\r\n0\r\n\r\n"), Line, new string('x', 26)),
        Reaches("chunk: small hexadecimal", Section, Chunked($"1a\r\n{new string('x', 26)}\r\n0\r\n\r\n"), Line, new string('x', 26)),
        Reaches("chunk: leading zeros", Section, Chunked("0005\r\nhello\r\n0\r\n\r\n"), Line, "hello"),
        Reaches("chunk: zeros for the last", Section, Chunked("5\r\nhello\r\n000\r\n\r\n"), Line, "hello"),
        Reaches("chunk: CRLF in the data", Section, Chunked("4\r\n\r\n\r\n\r\n0\r\n\r\n"), Line, "\r\n\r\n"),
        Reaches("chunk: the last one's bytes in the data", Section, Chunked("5\r\n0\r\n\r\n\r\n0\r\n\r\n"), Line, "0\r\n\r\n"),
        Reaches("chunk: a request in the data", Section, Chunked($"{Get("/smuggled").Length:x}\r\n{Get("/smuggled")}\r\n0\r\n\r\n"), Line, Get("/smuggled")),
        Reaches("chunk: extension", Extensions, Chunked("5;a=b\r\nhello\r\n0\r\n\r\n"), Line, "hello"),
        Reaches("chunk: extension without value", Extensions, Chunked("5;a\r\nhello\r\n0\r\n\r\n"), Line, "hello"),
        Reaches("chunk: extension of the last", Extensions, Chunked("5\r\nhello\r\n0;a=b\r\n\r\n"), Line, "hello"),
        Reaches("chunk: several extensions", Extensions, Chunked("5;a=b;c=d;e\r\nhello\r\n0\r\n\r\n"), Line, "hello"),
        Reaches("chunk: quoted extension", Extensions, Chunked("5;a=\"b c\"\r\nhello\r\n0\r\n\r\n"), Line, "hello"),
        Reaches("chunk: semicolon in a quoted extension", Extensions, Chunked("5;a=\"b;c\"\r\nhello\r\n0\r\n\r\n"), Line, "hello"),
        Refused("chunk: LF in an extension", Extensions, 400, Chunked("5;a\nhello\r\n0\r\n\r\n")),
        Refused("chunk: LF in an extension hides a chunk", Extensions, 400, Chunked("2;\nxx\r\n4c\r\n0\r\n\r\n" + Get("/smuggled") + "\r\n0\r\n\r\n")),
        Refused("chunk: LF in the last one's extension", Extensions, 400, Chunked("0;\n\r\n\r\n")),
        Refused("chunk: CR in an extension", Extensions, 400, Chunked("5;a\rb\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: LF behind the size", Section, 400, Chunked("5\nhello\r\n0\r\n\r\n")),
        Refused("chunk: LF behind the last size", Section, 400, Chunked("5\r\nhello\r\n0\n\n")),
        Refused("chunk: CR alone behind the size", Section, 400, Chunked("5\rhello\r\n0\r\n\r\n")),
        Refused("chunk: CR twice behind the size", Section, 400, Chunked("5\r\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: LF behind the data", Section, 400, Chunked("5\r\nhello\n0\r\n\r\n")),
        Refused("chunk: CR alone behind the data", Section, 400, Chunked("5\r\nhello\r0\r\n\r\n")),
        Refused("chunk: nothing behind the data", Section, 400, Chunked("5\r\nhello0\r\n\r\n")),
        Refused("chunk: data longer than its size", Section, 400, Chunked("5\r\nhello!\r\n0\r\n\r\n")),
        Refused("chunk: data shorter than its size", Section, 400, Chunked("6\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: hexadecimal prefix", Section, 400, Chunked("0x5\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: sign plus", Section, 400, Chunked("+5\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: sign minus", Section, 400, Chunked("-5\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: minus zero", Section, 400, Chunked("5\r\nhello\r\n-0\r\n\r\n")),
        Refused("chunk: blank before the size", Section, 400, Chunked(" 5\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: tab before the size", Section, 400, Chunked("\t5\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: blank behind the size", Section, 400, Chunked("5 \r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: blank between size and extension", Extensions, 400, Chunked("5 ;a=b\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: tab behind the size", Section, 400, Chunked("5\t\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: no size", Section, 400, Chunked("\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: extension without size", Section, 400, Chunked(";a\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: no hexadecimal", Section, 400, Chunked("g\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: underscore", Section, 400, Chunked("0_5\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: comma", Section, 400, Chunked("5,5\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: dot", Section, 400, Chunked("5.0\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: NUL", Section, 400, Chunked("5\0\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: quoted", Section, 400, Chunked("\"5\"\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: 32 bits and five", Section, 400, Chunked("100000005\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: 64 bits and five", Section, 400, Chunked("10000000000000005\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: above 31 bits", Section, 400, Chunked("80000000\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: all bits", Section, 400, Chunked("ffffffffffffffff\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: zeros without end", Section, 400, Chunked(new string('0', 100) + "5\r\nhello\r\n0\r\n\r\n")),
        Refused("chunk: nothing of the kind", Section, 400, Chunked("hello world, how are you?")),
        Refused("chunk: a request instead", Section, 400, Chunked(Get("/smuggled"))),
        Reaches("trailer: dropped", Trailers, Chunked("5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n"), Line, "hello", null, ["X-T"]),
        Reaches("trailer: Content-Length", "9110, 6.5.1", Chunked("5\r\nhello\r\n0\r\nContent-Length: 3\r\n\r\n"), Line, "hello", ["Transfer-Encoding: chunked"], ["Content-Length"]),
        Reaches("trailer: Transfer-Encoding", "9110, 6.5.1", Chunked("5\r\nhello\r\n0\r\nTransfer-Encoding: gzip\r\n\r\n"), Line, "hello", ["Transfer-Encoding: chunked"]),
        Reaches("trailer: Host", "9110, 6.5.1", Chunked("5\r\nhello\r\n0\r\nHost: evil\r\n\r\n"), Line, "hello", ["Host: a.test"]),
        Reaches("trailer: Authorization", "9110, 6.5.1", Chunked("5\r\nhello\r\n0\r\nAuthorization: x\r\n\r\n"), Line, "hello", null, ["Authorization"]),
        Reaches("trailer: announced", "9110, 6.6.2", Post("5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n", "Transfer-Encoding: chunked", "Trailer: X-T"), Line, "hello", null, ["X-T", "Trailer"]),
        Refused("trailer: no colon", Trailers, 400, Chunked("5\r\nhello\r\n0\r\nX-T\r\n\r\n")),
        Refused("trailer: white space before the colon", Trailers, 400, Chunked("5\r\nhello\r\n0\r\nX-T : 1\r\n\r\n")),
        Refused("trailer: folded", Trailers, 400, Chunked("5\r\nhello\r\n0\r\nX-T: 1\r\n 2\r\n\r\n")),
        Refused("trailer: LF behind", "9112, 2.2", 400, Chunked("5\r\nhello\r\n0\r\nX-T: 1\n\r\n"), "line-end"),
        Refused("trailer: LF for the end", "9112, 2.2", 400, Chunked("5\r\nhello\r\n0\r\nX-T: 1\r\n\n"), "line-end"),
        Refused("trailer: NUL", "9110, 5.5", 400, Chunked("5\r\nhello\r\n0\r\nX-T: \0\r\n\r\n")),
        Refused("trailer: a request instead", Trailers, 400, Chunked("5\r\nhello\r\n0\r\n" + Get("/smuggled"))),
        Cut("chunk: cut in the size", Section, Chunked("5")),
        Cut("chunk: cut in the data", Section, Chunked("5\r\nhel")),
        Cut("chunk: cut behind the data", Section, Chunked("5\r\nhello")),
        Cut("chunk: cut before the last", Section, Chunked("5\r\nhello\r\n")),
        Cut("chunk: cut within the last", Section, Chunked("5\r\nhello\r\n0\r\n")),
        Cut("chunk: cut in the trailers", Section, Chunked("5\r\nhello\r\n0\r\nX-T: 1\r\n")),
        new(
            "chunk: the next request follows",
            Section,
            Chunked("5\r\nhello\r\n0\r\n\r\n") + Get("/second")
        )
        {
            Statuses = [200, 200],
            Reaches = [new(Line, "hello"), new("GET /second HTTP/1.1")],
        },
    ];
}
