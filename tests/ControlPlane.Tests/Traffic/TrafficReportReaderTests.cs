using System.Text;
using LbPlatform.ControlPlane.Traffic;
using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Tests.Traffic;

public sealed class TrafficReportReaderTests
{
    private const string Good =
        """{"epoch":"e","at":"2026-01-01T00:00:00Z","backends":[{"backendId":"b","since":"2026-01-01T00:00:00Z","counts":{"answers":[0,1],"retries":2},"inFlight":3,"ejection":{"reason":"refused","since":"2026-01-01T00:00:00Z","until":"2026-01-01T00:00:02Z","count":1}}]}""";

    [Fact]
    public void Read_Report_IsWhole()
    {
        var (report, refusal) = TrafficReportReader.Read(Encoding.UTF8.GetBytes(Good));

        Assert.Null(refusal);
        var backend = Assert.Single(report!.Backends);
        Assert.Equal(
            (1, 2, 3),
            (backend.Counts.Requests, backend.Counts.Retries, backend.InFlight)
        );
    }

    [Theory]
    [InlineData("\"epoch\":\"e\"", "\"epoch\":\"\"")]
    [InlineData("\"epoch\":\"e\"", "\"epoch\":null")]
    [InlineData("\"backendId\":\"b\"", "\"backendId\":\"a b\"")]
    [InlineData("[0,1]", "[0,-1]")]
    [InlineData("[0,1]", "[1,2,3,4,5,6]")]
    [InlineData("[0,1]", "[9223372036854775807]")]
    [InlineData("[0,1]", "null")]
    [InlineData("\"retries\":2", "\"retries\":-2")]
    [InlineData("\"inFlight\":3", "\"inFlight\":-3")]
    [InlineData("\"reason\":\"refused\"", "\"reason\":null")]
    [InlineData("\"count\":1", "\"count\":0")]
    [InlineData("{\"answers\":[0,1],\"retries\":2}", "null")]
    [InlineData("[{", "[null,{")]
    [InlineData("{\"epoch\"", "{\"epo\"")]
    public void Read_Impossible_IsRefused(string good, string bad) => Refuses(good, bad);

    [Fact]
    public void Read_LongReason_IsRefused() =>
        Refuses("refused", new string('x', BackendEjection.LongestReason + 1));

    private static void Refuses(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var body = Good.Replace(good, bad, StringComparison.Ordinal);

        var (report, refusal) = TrafficReportReader.Read(Encoding.UTF8.GetBytes(body));

        Assert.Null(report);
        Assert.Equal(400, refusal!.Kind.Status);
    }
}
