using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Content-Length.</summary>
internal static class LengthCases
{
    private const string Section = "9110, 8.6";

    public static WireCase[] All { get; } =
    [
        Reaches("length: as long as the body", Section, Post("hello", "Content-Length: 5"), "POST / HTTP/1.1", "hello", ["Content-Length: 5"]),
        Reaches("length: leading zeros", Section, Post("hello", "Content-Length: 0005"), "POST / HTTP/1.1", "hello", ["Content-Length: 5"]),
        Reaches("length: zero", Section, Post("", "Content-Length: 0"), "POST / HTTP/1.1", "", ["Content-Length: 0"]),
        Reaches("length: zeros", Section, Post("", "Content-Length: 000"), "POST / HTTP/1.1", "", ["Content-Length: 0"]),
        Reaches("length: lower-case name", Section, Post("hello", "content-length: 5"), "POST / HTTP/1.1", "hello", ["Content-Length: 5"]),
        Reaches("length: blanks around", "9110, 5.5", Post("hello", "Content-Length: \t 5 \t "), "POST / HTTP/1.1", "hello", ["Content-Length: 5"]),
        Reaches("length: no blank before", "9112, 5.1", Post("hello", "Content-Length:5"), "POST / HTTP/1.1", "hello", ["Content-Length: 5"]),
        Reaches("length: GET with content", "9110, 9.3.1", Get("/", "Content-Length: 5") + "hello", "GET / HTTP/1.1", "hello", ["Content-Length: 5"]),
        Reaches("length: DELETE with content", "9110, 9.3.5", Head("DELETE / HTTP/1.1", "Host: a.test", "Content-Length: 2") + "hi", "DELETE / HTTP/1.1", "hi", ["Content-Length: 2"]),
        Reaches("length: HEAD with content", "9110, 9.3.2", Head("HEAD / HTTP/1.1", "Host: a.test", "Content-Length: 2") + "hi", "HEAD / HTTP/1.1", "hi", ["Content-Length: 2"]),
        Reaches("length: POST without any", "9112, 6.3", Post(""), "POST / HTTP/1.1", "", ["Content-Length: 0"]),
        Reaches("length: a request as the body", "9112, 6.3", Post(Get("/smuggled"), $"Content-Length: {Get("/smuggled").Length}"), "POST / HTTP/1.1", Get("/smuggled")),
        Reaches("length: GET with a request as the body", "9112, 6.3", Get("/", $"Content-Length: {Get("/smuggled").Length}") + Get("/smuggled"), "GET / HTTP/1.1", Get("/smuggled")),
        Refused("length: sign plus", Section, 400, Post("hello", "Content-Length: +5"), "content-length-digits"),
        Refused("length: sign minus", Section, 400, Post("hello", "Content-Length: -5")),
        Refused("length: minus zero", Section, 400, Post("", "Content-Length: -0"), "content-length-digits"),
        Refused("length: plus zero", Section, 400, Post("", "Content-Length: +0"), "content-length-digits"),
        Refused("length: empty", Section, 400, Post("hello", "Content-Length:")),
        Refused("length: blank", Section, 400, Post("hello", "Content-Length:  ")),
        Refused("length: two in a list", Section, 400, Post("hello", "Content-Length: 5, 5")),
        Refused("length: two in a list, apart", Section, 400, Post("hello", "Content-Length: 5,6")),
        Refused("length: list with a blank item", Section, 400, Post("hello", "Content-Length: 5,")),
        Refused("length: list begins with a comma", Section, 400, Post("hello", "Content-Length: ,5")),
        Refused("length: two fields alike", "9112, 6.3", 400, Post("hello", "Content-Length: 5", "Content-Length: 5")),
        Refused("length: two fields apart", "9112, 6.3", 400, Post("hello", "Content-Length: 5", "Content-Length: 6")),
        Refused("length: two fields, the first zero", "9112, 6.3", 400, Post("hello", "Content-Length: 0", "Content-Length: 5")),
        Refused("length: two fields, the second zero", "9112, 6.3", 400, Post("hello", "Content-Length: 5", "Content-Length: 0")),
        Refused("length: two fields of other case", "9112, 6.3", 400, Post("hello", "Content-Length: 5", "content-length: 5")),
        Refused("length: hexadecimal", Section, 400, Post("hello", "Content-Length: 0x5")),
        Refused("length: hexadecimal digit", Section, 400, Post("hello", "Content-Length: a")),
        Refused("length: fraction", Section, 400, Post("hello", "Content-Length: 5.0")),
        Refused("length: exponent", Section, 400, Post("hello", "Content-Length: 5e0")),
        Refused("length: thousands", Section, 400, Post("hello", "Content-Length: 1,000")),
        Refused("length: underscore", Section, 400, Post("hello", "Content-Length: 0_5")),
        Refused("length: blank within", Section, 400, Post("hello", "Content-Length: 0 5")),
        Refused("length: quoted", Section, 400, Post("hello", "Content-Length: \"5\"")),
        Refused("length: with a parameter", Section, 400, Post("hello", "Content-Length: 5;a=b")),
        Refused("length: with a comment", Section, 400, Post("hello", "Content-Length: 5 (five)")),
        Refused("length: Latin-1 digit", Section, 400, Post("hello", "Content-Length: \u00b9")),
        Refused("length: full-width digit", Section, 400, Post("hello", "Content-Length: \u00ef\u00bc\u0095")),
        Refused("length: no-break space before", Section, 400, Post("hello", "Content-Length: \u00a05")),
        Refused("length: form feed before", Section, 400, Post("hello", "Content-Length: \f5"), "content-length-digits"),
        Refused("length: vertical tab behind", Section, 400, Post("hello", "Content-Length: 5\v"), "content-length-digits"),
        Refused("length: NUL behind", Section, 400, Post("hello", "Content-Length: 5\0"), "content-length-digits"),
        Refused("length: word", Section, 400, Post("hello", "Content-Length: five")),
        Refused("length: one above 63 bits", Section, 400, Post("hello", "Content-Length: 9223372036854775808")),
        Refused("length: 64 bits and five", Section, 400, Post("hello", "Content-Length: 18446744073709551621")),
        Cut("length: 32 bits and five is no five", Section, Post("hello", "Content-Length: 4294967301")),
        Refused("length: hundred digits", Section, 400, Post("hello", "Content-Length: " + new string('9', 100)), "content-length-digits"),
        Refused("length: zeros up to a thousand", Section, 400, Post("hello", "Content-Length: " + new string('0', 1000) + "5"), "content-length-digits"),
        Refused("length: white space before the colon", "9112, 5.1", 400, Post("hello", "Content-Length : 5")),
        Refused("length: tab before the colon", "9112, 5.1", 400, Post("hello", "Content-Length\t: 5")),
        Refused("length: blank before the name", "9112, 5.2", 400, Post("hello", "X: y", " Content-Length: 5")),
        Cut("length: shorter body", "9112, 6.3", Post("hell", "Content-Length: 5")),
        Cut("length: no body", "9112, 6.3", Post("", "Content-Length: 5")),
        new(
            "length: longer body is the next request",
            "9112, 6.3",
            Post("hello" + Get("/second"), "Content-Length: 5")
        )
        {
            Statuses = [200, 200],
            Reaches = [new("POST / HTTP/1.1", "hello"), new("GET /second HTTP/1.1")],
        },
        new(
            "length: garbage behind the body",
            "9112, 6.3",
            Post("hello\u0001\u0002\r\n\r\n", "Content-Length: 5")
        )
        {
            Statuses = [200, 400],
            Reaches = [new("POST / HTTP/1.1", "hello")],
            Closes = true,
        },
    ];
}
