using System.Collections.Immutable;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>
/// The table of what is refused, beyond what the server refuses by itself while it reads; docs/strictness.md shows it.
/// The first rule that is broken answers: those of framing stand first.
/// </summary>
internal static class RequestRules
{
    /// <summary>All rules, in their order.</summary>
    public static ImmutableArray<RequestRule> All { get; } =
    [
        new(
            "transfer-encoding-version",
            "9112, 6.1",
            "HTTP/1.0 has no Transfer-Encoding.",
            FramingRules.HasCodingInHttp10
        ),
        new(
            "transfer-encoding-and-content-length",
            "9112, 6.1",
            "Transfer-Encoding and Content-Length together leave open where the request ends.",
            FramingRules.HasTwoLengths
        ),
        new(
            "transfer-encoding-chunked",
            "9112, 6.1",
            "Transfer-Encoding must be exactly 'chunked', once.",
            FramingRules.HasOtherCoding
        ),
        new(
            "connection-fields",
            "9113, 8.2.2",
            "HTTP/2 has no Transfer-Encoding, Upgrade, Keep-Alive or Proxy-Connection.",
            FramingRules.HasConnectionFields
        ),
        new(
            "method-connect",
            "9110, 9.3.6",
            "CONNECT asks for a tunnel, which a reverse proxy does not give.",
            MethodRules.IsConnect,
            ErrorReason.Method
        ),
        new(
            "connect-protocol",
            "9220, 3",
            "The protocol that CONNECT asks for is not forwarded here.",
            MethodRules.IsConnectToUnknown,
            ErrorReason.Method,
            StatusCodes.Status501NotImplemented
        ),
        new(
            "method-case",
            "9110, 9.1",
            "Methods are case-sensitive: write standard ones in capitals.",
            MethodRules.IsMisspelt
        ),
        new(
            "trace-content",
            "9110, 9.3.8",
            "TRACE has no content.",
            MethodRules.IsTraceWithContent
        ),
        new(
            "target-characters",
            "3986, 2",
            "The request target has a character that must be percent-encoded ('#', a space, a control or a non-ASCII one).",
            TargetRules.HasForbiddenCharacter
        ),
        new(
            "target-userinfo",
            "9110, 4.2.4",
            "The request target names a user, which must not stand in an http URL.",
            TargetRules.NamesUser
        ),
        new(
            "target-nul",
            "3986, 7.3",
            "The path has an encoded NUL, at which some end it.",
            TargetRules.HasNul
        ),
        new(
            "target-dots",
            "3986, 5.2.4",
            "The path hides a '.' or '..' segment behind an encoded slash, a backslash or a ';'.",
            TargetRules.HidesDots
        ),
        new(
            "host-missing",
            "9110, 7.2",
            "The request names no host (Host, or :authority in HTTP/2).",
            HostRules.IsMissing
        ),
        new(
            "host-form",
            "9110, 7.2",
            "Host is not a name or an address, with a port or without.",
            HostRules.IsMalformed
        ),
        new(
            "field-name",
            "9110, 5.1",
            "A field's name has a character that no name may have.",
            FieldSyntaxRules.HasForbiddenName
        ),
        new(
            "field-value",
            "9110, 5.5",
            "A field's value has a control character.",
            FieldSyntaxRules.HasControl
        ),
        new(
            "expect",
            "9110, 10.1.1",
            "Of Expect only '100-continue' is known.",
            FieldSyntaxRules.ExpectsUnknown,
            Status: StatusCodes.Status417ExpectationFailed
        ),
    ];
}
