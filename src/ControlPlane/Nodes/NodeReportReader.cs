using System.Text.Json;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Nodes;

/// <summary>Reads what a process reports, with a bound on everything. Pure.</summary>
internal static class NodeReportReader
{
    /// <summary>Largest report, in bytes.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Longest id and version, in characters.</summary>
    public const int LongestWord = 128;

    /// <summary>Quarantined resources that are remembered of a report; the rest is left out.</summary>
    public const int MostQuarantined = 100;

    /// <summary>The report, or why it is refused.</summary>
    public static (NodeReport? Report, Problem? Refusal) Read(string id, ReadOnlySpan<byte> body)
    {
        NodeReport? report;
        try
        {
            report = JsonSerializer.Deserialize<NodeReport>(body, SnapshotJson.Options);
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            return (null, JsonBody.Malformed($"This is no report of a node: {failure.Message}"));
        }

        if (report is null)
        {
            return (null, JsonBody.Malformed("This is no report of a node: it is null."));
        }

        var errors = Check(id, report);
        return errors.Count > 0 ? (null, Problem.Of(errors)) : (Bounded(report), null);
    }

    private static List<FieldError> Check(string id, NodeReport report)
    {
        var errors = new List<FieldError>();
        if (report.Id != id)
        {
            Refuse("/id", $"The report is of '{Shown.Short(report.Id)}', the path of '{id}'.");
        }

        if (!IsWord(report.Id))
        {
            Refuse("/id", $"An id has 1 to {LongestWord} printable ASCII characters.");
        }

        if (!IsWord(report.Version))
        {
            Refuse("/version", $"A version has 1 to {LongestWord} printable ASCII characters.");
        }

        if (
            report.Urls is null
            || report.Urls.Count > NodeReport.MostUrls
            || report.Urls.Any(static url => url is null or { Length: > BackendUrl.Longest })
        )
        {
            Refuse(
                "/urls",
                $"There may be {NodeReport.MostUrls} URLs of {BackendUrl.Longest} characters each."
            );
        }

        if (report.Zone is not null && !ResourceName.IsValid(report.Zone))
        {
            Refuse("/zone", $"A zone has {ResourceName.Rule}.");
        }

        if (report.AdminUrl is { } admin && !IsAdminUrl(admin))
        {
            Refuse(
                "/adminUrl",
                $"The admin listener's URL is http with a host and a port, {BackendUrl.Longest} characters at most, for example http://127.0.0.1:9081."
            );
        }

        if (report.StoreId is null or { Length: > LongestWord })
        {
            Refuse("/storeId", $"A store's id has at most {LongestWord} characters.");
        }

        return errors;

        void Refuse(string pointer, string message) =>
            errors.Add(new(pointer, Problems.BadValue, message));
    }

    /// <summary>The report with no more said of quarantined resources and certificates than is remembered.</summary>
    private static NodeReport Bounded(NodeReport report) =>
        report with
        {
            Quarantined =
            [
                .. (report.Quarantined ?? [])
                    .Where(static reason => reason is not null)
                    .Take(MostQuarantined)
                    .Select(Shown.Short),
            ],
            Draining =
            [
                .. (report.Draining ?? [])
                    .Where(static one => one is { BackendId: not null, InFlight: >= 0 })
                    .Take(NodeReport.MostDraining),
            ],
            Certificates =
            [
                .. (report.Certificates ?? [])
                    .Where(static one => one is not null)
                    .Take(NodeReport.MostCertificates)
                    .Select(Bounded),
            ],
        };

    private static CertificateReport Bounded(CertificateReport certificate) =>
        certificate with
        {
            Listener = Shown.Short(certificate.Listener ?? ""),
            Name = Shown.Short(certificate.Name ?? ""),
            Subject = Shown.Short(certificate.Subject ?? ""),
            Names =
            [
                .. (certificate.Names ?? [])
                    .Where(static name => name is not null)
                    .Take(NodeReport.MostNames)
                    .Select(Shown.Short),
            ],
            File = Shown.Short(certificate.File ?? ""),
        };

    /// <summary>Whether it names a host and a port and nothing else: what is called there is not the reporter's choice.</summary>
    private static bool IsAdminUrl(string url) =>
        url.Length <= BackendUrl.Longest
        && Uri.TryCreate(url, UriKind.Absolute, out var read)
        && read.Scheme == Uri.UriSchemeHttp
        && read is { UserInfo.Length: 0, PathAndQuery: "/", Fragment.Length: 0, Host.Length: > 0 };

    private static bool IsWord(string? text) =>
        text is { Length: > 0 and <= LongestWord } && text.All(static c => c is > ' ' and <= '~');
}
