using System.Globalization;
using System.Net;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// What a backend's response must keep to, beyond what the client handler refuses by itself, so that two parsers cannot
/// read it differently (RFC 9112, 6 and 11.1). Pure.
/// </summary>
internal static class ResponseRules
{
    private const string Chunked = "chunked";

    /// <summary>What is wrong with the head of <paramref name="response"/>, in words; <c>null</c> where nothing is.</summary>
    public static string? FaultOf(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status < StatusCodes.Status100Continue)
        {
            return $"its status is {status:D3}";
        }

        if (
            response.StatusCode == HttpStatusCode.SwitchingProtocols
            && response.RequestMessage?.Headers.NonValidated.Contains(HeaderNames.Upgrade) != true
        )
        {
            return "it switches protocols without being asked";
        }

        var hasLength = response.Content.Headers.NonValidated.TryGetValues(
            HeaderNames.ContentLength,
            out var length
        );
        return hasLength && !IsLength(length.ToString()) ? "its Content-Length is no number"
            : response.Headers.NonValidated.TryGetValues(
                HeaderNames.TransferEncoding,
                out var coding
            )
                ? FaultOf(coding.ToString(), hasLength, response.Version)
            : null;
    }

    private static string? FaultOf(string coding, bool hasLength, Version version) =>
        !coding.Equals(Chunked, StringComparison.OrdinalIgnoreCase)
            ? "its Transfer-Encoding is not chunked"
        : hasLength ? "it has both Content-Length and Transfer-Encoding"
        : version == HttpVersion.Version10 ? "HTTP/1.0 has no Transfer-Encoding"
        : null;

    /// <summary>Digits and nothing else, so that a list or a sign is none.</summary>
    private static bool IsLength(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
