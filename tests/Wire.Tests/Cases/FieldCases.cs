using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Names and values of fields.</summary>
internal static class FieldCases
{
    private const string Names = "9110, 5.1";
    private const string Values = "9110, 5.5";
    private const string Lines = "9112, 5.1";
    private const string Name = "field-name";
    private const string Value = "field-value";

    public static WireCase[] All { get; } =
    [
        Kept("every sign of a name", "!#$%&'*+-.^_`|~1A: b"),
        Kept("underscore", "X_Y: b"),
        Kept("empty value", "X:", "X: "),
        Kept("no blank before the value", "X:b", "X: b"),
        Kept("blanks around the value", "X: \t b \t", "X: b"),
        Kept("blanks within the value", "X: a  b"),
        Kept("tab within the value", "X: a\tb"),
        Kept("colon in the value", "X: a:b"),
        Kept("colon first in the value", "X: :b"),
        Kept("bytes above ASCII", "X: \u00e9\u00ff"),
        Kept("bytes of UTF-8", "X: \u00c3\u00a9"),
        Kept("quotes", "X: \"a\\\"b\""),
        Kept("a request in the value", "X: GET /smuggled HTTP/1.1"),
        Kept("escaped line ends", "X: a%0d%0aY: b"),
        Kept("script", "X: <script>"),
        Refused("field: no name", Lines, 400, Get("/", ": b")),
        Refused("field: no colon", Lines, 400, Get("/", "X")),
        Refused("field: colon only", Lines, 400, Get("/", ":")),
        Refused("field: blank before the colon", Lines, 400, Get("/", "X : b")),
        Refused("field: tab before the colon", Lines, 400, Get("/", "X\t: b")),
        Refused("field: blank within the name", Lines, 400, Get("/", "X Y: b")),
        Refused("field: blank before the name", "9112, 5.2", 400, Get("/", " X: b")),
        Refused("field: folded", "9112, 5.2", 400, Get("/", "X: a\r\n b")),
        Refused("field: folded with a tab", "9112, 5.2", 400, Get("/", "X: a\r\n\tb")),
        Refused("field: folded at once", "9112, 5.2", 400, Get("/", "X:\r\n b")),
        Refused("field: name with parenthesis", Names, 400, Get("/", "X(Y): b"), Name),
        Refused("field: name with a slash", Names, 400, Get("/", "X/Y: b"), Name),
        Refused("field: name with quotes", Names, 400, Get("/", "\"X\": b"), Name),
        Refused("field: name with a comma", Names, 400, Get("/", "X,Y: b"), Name),
        Refused("field: name with a semicolon", Names, 400, Get("/", "X;Y: b"), Name),
        Refused("field: name with brackets", Names, 400, Get("/", "X[Y]: b"), Name),
        Refused("field: name with braces", Names, 400, Get("/", "X{Y}: b"), Name),
        Refused("field: name with angle brackets", Names, 400, Get("/", "<X>: b"), Name),
        Refused("field: name with an at sign", Names, 400, Get("/", "X@Y: b"), Name),
        Refused("field: name with an equals sign", Names, 400, Get("/", "X=Y: b"), Name),
        Refused("field: name with a question mark", Names, 400, Get("/", "X?: b"), Name),
        Refused("field: name with a backslash", Names, 400, Get("/", "X\\Y: b"), Name),
        Refused("field: name with a control", Names, 400, Get("/", "X\u0001Y: b"), Name),
        Refused("field: name with DEL", Names, 400, Get("/", "X\u007f: b"), Name),
        Refused("field: name with a vertical tab", Names, 400, Get("/", "X\v: b"), Name),
        Refused("field: name with NUL", Names, 400, Get("/", "X\0Y: b")),
        Refused("field: name above ASCII", Names, 400, Get("/", "X\u00e9: b")),
        Refused("field: name of HTTP/2", Names, 400, Get("/", ":path: /b")),
        Refused("field: value with NUL", Values, 400, Get("/", "X: a\0b")),
        Refused("field: value with a control", Values, 400, Get("/", "X: a\u0001b"), Value),
        Refused("field: value with a bell", Values, 400, Get("/", "X: \a"), Value),
        Refused("field: value with a backspace", Values, 400, Get("/", "X: a\bb"), Value),
        Refused("field: value with a vertical tab", Values, 400, Get("/", "X: a\vb"), Value),
        Refused("field: value with a form feed", Values, 400, Get("/", "X: a\fb"), Value),
        Refused("field: value with an escape", Values, 400, Get("/", "X: \u001b[31m"), Value),
        Refused("field: value with DEL", Values, 400, Get("/", "X: a\u007f"), Value),
        Refused("field: value of a known field with a control", Values, 400, Get("/", "User-Agent: a\u0002"), Value),
        Refused("field: second value with a control", Values, 400, Get("/", "X: a", "X: \u0003"), Value),
        Refused("field: cookie with a control", Values, 400, Get("/", "Cookie: a=\u0004"), Value),
        Reaches("field: several of a name keep their order", "9110, 5.3", Get("/", "X: 1", "X: 2", "X: 3"), "GET / HTTP/1.1", has: ["X: 1, 2, 3"]),
        Reaches("field: several cookies", "6265, 5.4", Get("/", "Cookie: a=1; b=2"), "GET / HTTP/1.1", has: ["Cookie: a=1; b=2"]),
        Reaches("field: pseudo-fields in other words", Names, Get("/", "path: /b", "scheme: https", "authority: b.test"), "GET / HTTP/1.1", has: ["path: /b", "scheme: https", "authority: b.test", "Host: a.test"]),
    ];

    private static WireCase Kept(string name, string line, string? expected = null) =>
        Reaches($"field: {name}", Values, Get("/", line), "GET / HTTP/1.1", has: [expected ?? line]);
}
