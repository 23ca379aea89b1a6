using System.Text.RegularExpressions;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Identity;

/// <summary>What a backend sees on the wire, and what clients try to make it see.</summary>
public sealed class IdentityFieldsTests
{
    private const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private const string Forged =
        "X-Forwarded-For: 6.6.6.6\r\nx-forwarded-for: 6.6.6.7\r\nX_Forwarded_For: 6.6.6.6\r\nX-Forwarded_For: 6.6.6.6\r\n"
        + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Port: 666\r\nX-Forwarded-Prefix: /evil\r\n"
        + "X-Forwarded-Server: evil\r\nForwarded: for=6.6.6.6;proto=https;host=evil.example\r\nX-Request-Id: evil\r\nX_Request_Id: evil\r\n"
        + "Connection: X-Forwarded-For, X-Forwarded-Proto, Forwarded, X-Request-Id, traceparent\r\n";

    [Fact]
    public async Task Defaults_Forgery_ReachesNobody()
    {
        var head = await HeadAsync([], Forged);

        Assert.Equal(["X-Forwarded-For: 127.0.0.1"], Lines(head, "x.forwarded.for"));
        Assert.Equal(["X-Forwarded-Proto: http"], Lines(head, "x.forwarded.proto"));
        Assert.Equal(["X-Forwarded-Host: h.example:81"], Lines(head, "x.forwarded.host"));
        Assert.Equal(3, Lines(head, "x.forwarded.*").Length);
        Assert.Empty(Lines(head, "forwarded"));
    }

    [Fact]
    public async Task Append_PeerIsNoTrustedProxy_IsSet()
    {
        var head = await HeadAsync(
            [.. All("Append"), "TrustedProxies:0=192.0.2.0/24", "RequestId=true"],
            Forged
        );

        Assert.Equal(["X-Forwarded-For: 127.0.0.1"], Lines(head, "x.forwarded.for"));
        Assert.Equal(["X-Forwarded-Proto: http"], Lines(head, "x.forwarded.proto"));
        Assert.Equal(["X-Forwarded-Host: h.example:81"], Lines(head, "x.forwarded.host"));
        Assert.Matches(@"^X-Forwarded-Port: \d+$", Lines(head, "x.forwarded.port").Single());
        Assert.Empty(Lines(head, "x.forwarded.prefix"));
        Assert.Equal(
            ["Forwarded: for=127.0.0.1;host=\"h.example:81\";proto=http"],
            Lines(head, "forwarded")
        );
        Assert.DoesNotContain(
            "evil",
            Lines(head, "x.request.id").Single(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "666",
            Lines(head, "x.forwarded.port").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Append_PeerIsATrustedProxy_IsGoneOnFrom()
    {
        var head = await HeadAsync(
            [
                .. All("Append"),
                "TrustedProxies:0=127.0.0.0/8",
                "ForwardedBy=_edge",
                "RequestId=true",
            ],
            "X-Forwarded-For: 192.0.2.1, 127.0.0.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\n"
                + "X-Forwarded-Port: 443\r\nX-Forwarded-Prefix: /shop\r\nForwarded: for=\"[2001:db8::1]\"\r\nX-Request-Id: abc-1\r\n"
        );

        Assert.Equal("192.0.2.1, 127.0.0.9, 127.0.0.1", Wire.FieldOf(head, "X-Forwarded-For"));
        Assert.Equal("https", Wire.FieldOf(head, "X-Forwarded-Proto"));
        Assert.Equal("shop.example", Wire.FieldOf(head, "X-Forwarded-Host"));
        Assert.Equal("443", Wire.FieldOf(head, "X-Forwarded-Port"));
        Assert.Equal("/shop", Wire.FieldOf(head, "X-Forwarded-Prefix"));
        Assert.Equal(
            "for=\"[2001:db8::1]\", for=127.0.0.1;by=_edge;host=\"h.example:81\";proto=http",
            Wire.FieldOf(head, "Forwarded")
        );
        Assert.Equal("abc-1", Wire.FieldOf(head, "X-Request-Id"));
    }

    [Fact]
    public async Task Append_TrustedProxySaysNonsense_IsSet()
    {
        var head = await HeadAsync(
            [.. All("Append"), "TrustedProxies:0=127.0.0.0/8", "RequestId=true"],
            "X-Forwarded-For: 127.1, <script>\r\nX-Forwarded-Proto: https, http\r\nX-Forwarded-Host: a b\r\nX-Forwarded-Port: x\r\n"
                + "X-Forwarded-Prefix: //evil\r\nForwarded: for=\"\r\nX-Request-Id: \"a\"\r\n"
        );

        Assert.Equal("127.0.0.1", Wire.FieldOf(head, "X-Forwarded-For"));
        Assert.Equal("http", Wire.FieldOf(head, "X-Forwarded-Proto"));
        Assert.Equal("h.example:81", Wire.FieldOf(head, "X-Forwarded-Host"));
        Assert.Null(Wire.FieldOf(head, "X-Forwarded-Prefix"));
        Assert.StartsWith(
            "for=127.0.0.1;",
            Wire.FieldOf(head, "Forwarded"),
            StringComparison.Ordinal
        );
        Assert.Equal(36, Wire.FieldOf(head, "X-Request-Id")!.Length);
    }

    [Fact]
    public async Task Set_PeerIsATrustedProxy_TheClientIsNamedAlone()
    {
        var head = await HeadAsync(
            ["TrustedProxies:0=127.0.0.1", "Forwarded=Set"],
            "X-Forwarded-For: 6.6.6.6, 2001:db8::1, 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
        );

        Assert.Equal("2001:db8::1", Wire.FieldOf(head, "X-Forwarded-For"));
        Assert.Equal("http", Wire.FieldOf(head, "X-Forwarded-Proto"));
        Assert.Equal(
            "for=\"[2001:db8::1]\";host=\"h.example:81\";proto=http",
            Wire.FieldOf(head, "Forwarded")
        );
    }

    [Fact]
    public async Task Source_Forwarded_XForwardedForIsNotBelieved()
    {
        var head = await HeadAsync(
            [
                "TrustedProxies:0=127.0.0.1",
                "Source=Forwarded",
                "ForwardedProto=Append",
                "ForwardedHost=Append",
            ],
            "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil.example\r\nForwarded: for=192.0.2.1;proto=https;host=shop.example\r\n"
        );

        Assert.Equal("192.0.2.1", Wire.FieldOf(head, "X-Forwarded-For"));
        Assert.Equal("https", Wire.FieldOf(head, "X-Forwarded-Proto"));
        Assert.Equal("shop.example", Wire.FieldOf(head, "X-Forwarded-Host"));
        Assert.Null(Wire.FieldOf(head, "Forwarded"));
    }

    [Fact]
    public async Task Remove_All_NothingIsSaid() =>
        Assert.Empty(Lines(await HeadAsync(All("Remove"), Forged), "(x.)?forwarded.*"));

    [Fact]
    public async Task RequestId_IsTheSameForBackendClientAndLogs()
    {
        await using var a = new Origin(
            exchange => exchange.AnswerAsync("a", fields: "X-Correlation-Id: the backend's\r\n"),
            "a"
        );
        await using var plane = await StartAsync(
            ["RequestId=true", "RequestIdField=X-Correlation-Id"],
            a
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            $"GET /x HTTP/1.1\r\nHost: h\r\nX_Correlation_Id: mine\r\ntraceparent: {Parent}\r\n\r\n"
        );
        await Eventually.HoldsAsync(() => plane.Log.Count(4000) == 1, "the line is written");

        var id = Wire.FieldOf(a.Heads.Single(), "X-Correlation-Id")!;
        Assert.Equal(7, Guid.Parse(id).Version);
        Assert.Equal(id, answer["X-Correlation-Id"]);
        Assert.DoesNotContain("mine", a.Heads.Single(), StringComparison.Ordinal);
        Assert.EndsWith(
            $" try=1 id={id} trace={Parent[3..35]}",
            plane.Log.Of(4000).Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task RequestId_Failure_SaysIt()
    {
        await using var a = new Origin(
            static exchange =>
            {
                exchange.Reset();
                return Task.CompletedTask;
            },
            "a"
        );
        await using var plane = await StartAsync(["RequestId=true"], a);
        using var client = plane.Connect();

        var text = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"
        );
        var problem = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nAccept: application/json\r\nContent-Length: 0\r\n\r\n"
        );

        Assert.Equal(502, text.Status);
        Assert.EndsWith(
            $"Request id: {text["X-Request-Id"]}\n",
            text.Body,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"\"requestId\":\"{problem["X-Request-Id"]}\"",
            problem.Body,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $" id={text["X-Request-Id"]}",
            plane.Log.Of(4001)[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Trace_Continue_HasOurSpanAndTheirTrace()
    {
        var head = await HeadAsync(
            ["Trace=Continue"],
            $"traceparent: {Parent}\r\ntracestate: a=1\r\ntracestate: b=2\r\n"
        );

        Assert.Matches(
            $"^00-{Parent[3..35]}-[0-9a-f]{{16}}-01$",
            Wire.FieldOf(head, "traceparent")
        );
        Assert.NotEqual(Parent, Wire.FieldOf(head, "traceparent"));
        Assert.Equal("a=1,b=2", Wire.FieldOf(head, "tracestate"));
    }

    [Theory]
    [InlineData("Trace=Continue", "traceparent: 00-0-0-01\r\ntracestate: a=1\r\n")]
    [InlineData(
        "Trace=Continue",
        $"traceparent: {Parent}\r\ntraceparent: {Parent}\r\ntracestate: a=1\r\n"
    )]
    [InlineData("Trace=Continue", "tracestate: a=1\r\n")]
    [InlineData("Trace=Off", $"traceparent: {Parent}\r\ntracestate: a=1\r\n")]
    public async Task Trace_NotValidOrOff_IsDropped(string setting, string fields) =>
        Assert.Empty(Lines(await HeadAsync([setting], fields), "trace.*"));

    [Fact]
    public async Task Trace_OfTrustedOnly_OthersAreDropped() =>
        Assert.Empty(
            Lines(
                await HeadAsync(
                    ["Trace=Continue", "TraceOfTrustedOnly=true"],
                    $"traceparent: {Parent}\r\n"
                ),
                "trace.*"
            )
        );

    [Fact]
    public async Task Trace_Default_PassesAsItCame()
    {
        var head = await HeadAsync([], "traceparent: whatever\r\ntracestate: A=\r\n");

        Assert.Equal("whatever", Wire.FieldOf(head, "traceparent"));
        Assert.Equal("A=", Wire.FieldOf(head, "tracestate"));
    }

    [Fact]
    public async Task AccessLog_NamesTheClientBehindTrustedProxies()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await StartAsync(["TrustedProxies:0=127.0.0.1"], a);
        using var client = plane.Connect();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n");
        await Eventually.HoldsAsync(() => plane.Log.Count(4000) == 1, "the line is written");

        Assert.StartsWith("192.0.2.1 ", plane.Log.Of(4000).Single(), StringComparison.Ordinal);
    }

    private static string[] All(string mode) =>
        [
            .. new[] { "For", "Proto", "Host", "Port", "Prefix", "" }.Select(field =>
                $"Forwarded{field}={mode}"
            ),
        ];

    private static async Task<string> HeadAsync(string[] settings, string fields)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await StartAsync(settings, a);
        using var client = plane.Connect();
        var answer = await client.SendAsync(
            $"GET / HTTP/1.1\r\nHost: h.example:81\r\n{fields}\r\n"
        );
        Assert.Equal(200, answer.Status);
        return a.Heads.Single();
    }

    private static Task<RunningDataPlane> StartAsync(string[] settings, Origin origin) =>
        RunningDataPlane.StartWithListenerAsync(
            [.. settings.Select(static setting => $"Identity:{setting}")],
            origin
        );

    private static string[] Lines(string head, string name) =>
        [
            .. head.Split("\r\n")
                .Where(line => Regex.IsMatch(line, $"^{name}:", RegexOptions.IgnoreCase)),
        ];
}
