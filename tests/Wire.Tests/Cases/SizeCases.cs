using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>What is too long, or too much; the limits are the defaults.</summary>
internal static class SizeCases
{
    private const string Root = "GET / HTTP/1.1";

    public static WireCase[] All { get; } =
    [
        Reaches("size: long target", "9110, 4.1", Get("/" + new string('a', 8000)), $"GET /{new string('a', 8000)} HTTP/1.1"),
        Reaches("size: long value", "9110, 5.4", Get("/", "X: " + new string('a', 16_000)), Root, has: ["X: " + new string('a', 16_000)]),
        Reaches("size: long name", "9110, 5.4", Get("/", new string('X', 4000) + ": a"), Root, has: [new string('X', 4000) + ": a"]),
        Reaches("size: ninety fields", "9110, 5.4", Get("/", Many(90)), Root, has: Many(90)),
        Reaches("size: long method", "9110, 9.1", Head($"{new string('M', 100)} / HTTP/1.1", "Host: a.test"), $"{new string('M', 100)} / HTTP/1.1"),
        Reaches("size: body of a megabyte", "9110, 8.6", Post(new string('b', 1 << 20), $"Content-Length: {1 << 20}"), "POST / HTTP/1.1", new string('b', 1 << 20)),
        Reaches("size: thousand chunks", "9112, 7.1", Chunked(string.Concat(Enumerable.Repeat("1\r\nc\r\n", 1000)) + "0\r\n\r\n"), "POST / HTTP/1.1", new string('c', 1000)),
        Reaches("size: long extension", "9112, 7.1.1", Chunked($"1;{new string('e', 4000)}\r\nc\r\n0\r\n\r\n"), "POST / HTTP/1.1", "c"),
        Refused("size: request line too long", "9112, 3", 414, Get("/" + new string('a', 20_000))),
        Refused("size: query too long", "9112, 3", 414, Get("/?" + new string('a', 20_000))),
        Refused("size: request line without end", "9112, 3", 414, "GET /" + new string('a', 100_000)),
        Refused("size: method without end", "9112, 3", 414, new string('G', 100_000)),
        Refused("size: value too long", "6585, 5", 431, Get("/", "X: " + new string('a', 100_000))),
        Refused("size: name too long", "6585, 5", 431, Get("/", new string('X', 100_000) + ": a")),
        Refused("size: field without end", "6585, 5", 431, "GET / HTTP/1.1\r\nHost: a.test\r\nX: " + new string('a', 100_000)),
        Refused("size: head too long in all", "6585, 5", 431, Get("/", [.. Enumerable.Range(0, 20).Select(static n => $"X-{n}: {new string('a', 5000)}")])),
        Refused("size: too many fields", "6585, 5", 431, Get("/", Many(2000))),
        Refused("size: trailers too long", "6585, 5", 431, Chunked("1\r\nc\r\n0\r\nX: " + new string('a', 100_000) + "\r\n\r\n")),
        Refused("size: chunk size without end", "9112, 7.1", 400, Chunked(new string('0', 100_000))),
    ];

    private static string[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(static n => $"X-{n}: {n}")];
}
