using System.Text.Json;
using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State.Nodes;
using LbPlatform.State.Snapshots;

namespace LbPlatform.ControlPlane.Tests.Nodes;

public sealed class NodeReportReaderTests
{
    [Fact]
    public void Read_Certificates_AreKeptAndBounded()
    {
        var certificate = new CertificateReport(
            "https://*:8443",
            "site",
            "CN=" + new string('x', 500),
            [.. Enumerable.Range(0, 200).Select(static n => $"{n}.test")],
            Some.Instant,
            "/etc/site.crt"
        );

        var (report, refusal) = Read(
            Report() with
            {
                Certificates = [.. Enumerable.Repeat(certificate, 300)],
            }
        );

        Assert.Null(refusal);
        Assert.Equal(NodeReport.MostCertificates, report!.Certificates.Count);
        var first = report.Certificates[0];
        Assert.Equal(("https://*:8443", "site"), (first.Listener, first.Name));
        Assert.Equal((Some.Instant, "/etc/site.crt"), (first.NotAfter, first.File));
        Assert.Equal(NodeReport.MostNames, first.Names.Count);
        Assert.InRange(first.Subject.Length, 1, 201);
    }

    [Fact]
    public void Read_CertificatesOfAnOlderNodeOrNull_AreNone()
    {
        var text = JsonSerializer.Serialize(Report(), SnapshotJson.Options);
        var without = text.Replace(
            "\"certificates\":[]",
            "\"certificates\":[null,{}]",
            StringComparison.Ordinal
        );
        Assert.NotEqual(text, without);

        var (report, _) = NodeReportReader.Read("dp", System.Text.Encoding.UTF8.GetBytes(without));

        Assert.Equal("", Assert.Single(report!.Certificates).Subject);
    }

    private static (NodeReport? Report, object? Refusal) Read(NodeReport report) =>
        NodeReportReader.Read(
            report.Id,
            JsonSerializer.SerializeToUtf8Bytes(report, SnapshotJson.Options)
        );

    private static NodeReport Report() =>
        new()
        {
            Id = "dp",
            Kind = NodeKind.DataPlane,
            Version = "1",
            StartedAt = Some.Instant,
            Urls = [],
        };
}
