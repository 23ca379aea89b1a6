namespace LbPlatform.Wire.Tests.Fuzzing;

/// <summary>Changes requests: bytes anywhere, and the parts that decide where a message ends. The same seed, the same mutants.</summary>
internal sealed class Mutator(int seed)
{
    /// <summary>Changes of one mutant, at most.</summary>
    private const int MostChanges = 3;

    private static readonly string[] Bytes =
    [
        "\r",
        "\n",
        "\r\n",
        "\r\n\r\n",
        " ",
        "\t",
        "\0",
        ":",
        ";",
        ",",
        "%",
        "#",
        "?",
        "/",
        "\\",
        "\v",
        "\u007f",
        "\u0080",
        "\u00ff",
        "0",
        "5",
        "A",
        "+",
        "-",
        "_",
        "\"",
    ];

    private static readonly string[] Lines =
    [
        "Content-Length: 5\r\n",
        "Content-Length: 0\r\n",
        "Content-Length: +5\r\n",
        "Content-Length:\r\n",
        "Content-Length: 5, 5\r\n",
        "Content-Length : 5\r\n",
        "Content_Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        "Transfer-Encoding\t: chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Host: b.test\r\n",
        "Host:\r\n",
        "Connection: close\r\n",
        "Connection: keep-alive, Content-Length\r\n",
        "Connection: Host, X-Forwarded-For\r\n",
        "Upgrade: websocket\r\n",
        "Expect: 100-continue\r\n",
        "Expect: x\r\n",
        " folded\r\n",
        "X: a\nY: b\r\n",
        ": empty\r\n",
        "GET /smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n",
        "0\r\n\r\n",
        "5;a\nb\r\n",
        "ffffffff\r\n",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next mutant.</summary>
    public string Next()
    {
        var request = Pick(RequestSeeds.All);
        for (var changes = _random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            request = Change(request);
        }

        return request;
    }

    private string Change(string request)
    {
        var at = _random.Next(request.Length);
        return _random.Next(10) switch
        {
            0 or 1 => request.Insert(at, Pick(Bytes)),
            2 => request.Remove(at, 1),
            3 => request.Remove(at, 1).Insert(at, Pick(Bytes)),
            4 => request.Remove(at, 1).Insert(at, ((char)_random.Next(256)).ToString()),
            5 or 6 => InsertLine(request),
            7 => SwapCase(request, at),
            8 => RepeatLine(request),
            _ => request.Length > 1 ? Cut(request, at) : request,
        };
    }

    private string InsertLine(string request)
    {
        var starts = StartsOfLines(request);
        return request.Insert(starts[_random.Next(starts.Count)], Pick(Lines));
    }

    private string RepeatLine(string request)
    {
        var starts = StartsOfLines(request);
        var start = starts[_random.Next(starts.Count)];
        var end = request.IndexOf('\n', start) + 1;
        return end > start ? request.Insert(end, request[start..end]) : request;
    }

    private string Cut(string request, int from)
    {
        var count = _random.Next(1, Math.Min(8, request.Length - from) + 1);
        return request.Length > count ? request.Remove(from, count) : request;
    }

    private static string SwapCase(string request, int at)
    {
        var letter = request[at];
        var other = char.IsAsciiLetterUpper(letter)
            ? char.ToLowerInvariant(letter)
            : char.ToUpperInvariant(letter);
        return other <= '\u00ff' ? request.Remove(at, 1).Insert(at, other.ToString()) : request;
    }

    private static List<int> StartsOfLines(string request) =>
        [
            0,
            .. request
                .Index()
                .Where(static one => one.Item == '\n')
                .Select(static one => one.Index + 1),
        ];

    private string Pick(string[] all) => all[_random.Next(all.Length)];
}
