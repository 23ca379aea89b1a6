using System.Buffers;
using System.Text;
using LbPlatform.DataPlane.Diagnostics;

namespace LbPlatform.DataPlane.Tests.Diagnostics;

public sealed class AccessLineTests
{
    private static readonly AccessEntry Entry = new(
        "192.0.2.1",
        "GET",
        "/p/\"q\"\n?secret=1",
        "HTTP/1.1",
        200,
        12,
        TimeSpan.FromMilliseconds(3.25),
        "b2",
        TimeSpan.FromMilliseconds(2.5),
        Attempts: 2,
        Error: "",
        RequestId: "id-1",
        TraceId: null
    )
    {
        At = Some.Instant,
        Host = "a.test:8080",
        Route = "default",
        Pool = "web",
        Tries =
        [
            new("b1", "refused", 0, null, null, TimeSpan.FromMilliseconds(0.5)),
            new(
                "b2",
                "ok",
                200,
                TimeSpan.FromMilliseconds(0.2),
                TimeSpan.FromMilliseconds(1.5),
                TimeSpan.FromMilliseconds(2.5)
            ),
        ],
    };

    [Fact]
    public void Write_Json_IsOneLineWithEachTry() =>
        Assert.Equal(
            """
            {"time":"2026-01-01T00:00:00.000Z","client":"192.0.2.1","id":"id-1","method":"GET","host":"a.test:8080","path":"/p/\"q\"\n","protocol":"HTTP/1.1","route":"default","pool":"web","status":200,"bytes":12,"totalMs":3.25,"tries":[{"backend":"b1","outcome":"refused","totalMs":0.5},{"backend":"b2","outcome":"ok","status":200,"connectMs":0.2,"firstByteMs":1.5,"totalMs":2.5}]}

            """,
            Line(RequestLogFormat.Json, withQuery: false)
        );

    [Fact]
    public void Write_Text_IsOneLine() =>
        Assert.Equal(
            """
            2026-01-01T00:00:00.000Z 192.0.2.1 "GET /p/\x22q\x22\x0a?secret=1 HTTP/1.1" 200 12B 3.3ms -> b2 2.5ms try=2 id=id-1

            """,
            Line(RequestLogFormat.Text, withQuery: true)
        );

    private static string Line(RequestLogFormat format, bool withQuery)
    {
        var line = new ArrayBufferWriter<byte>();
        AccessLine.Write(line, Entry, format, withQuery);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
