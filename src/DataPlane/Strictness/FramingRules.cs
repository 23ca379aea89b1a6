using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>Where a request ends, and what belongs to its connection only. Pure.</summary>
internal static class FramingRules
{
    /// <summary>
    /// What the server calls a Content-Length that it has set aside for Transfer-Encoding. A client that sends this name
    /// itself, with Transfer-Encoding, is refused likewise.
    /// </summary>
    private const string SetAside = "X-Content-Length";

    private const string Chunked = "chunked";

    public static bool HasCodingInHttp10(RequestHead head) =>
        head.Fields.TransferEncoding.Count > 0 && head.IsHttp10;

    public static bool HasTwoLengths(RequestHead head) =>
        head.Fields.TransferEncoding.Count > 0
        && (head.Fields.ContentLength is not null || head.Fields.ContainsKey(SetAside));

    public static bool HasOtherCoding(RequestHead head)
    {
        var codings = head.Fields.TransferEncoding;
        return codings.Count > 0
            && !(
                codings.Count == 1 && Chunked.Equals(codings[0], StringComparison.OrdinalIgnoreCase)
            );
    }

    public static bool HasConnectionFields(RequestHead head)
    {
        if (head.IsText)
        {
            return false;
        }

        var fields = head.Fields;
        return fields.TransferEncoding.Count > 0
            || fields.Upgrade.Count > 0
            || fields.KeepAlive.Count > 0
            || fields.ContainsKey(HeaderNames.ProxyConnection);
    }
}
