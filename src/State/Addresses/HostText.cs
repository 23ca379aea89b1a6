using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>
/// The host of a URL in its one normal form: an address as everybody writes it, or a name in ASCII and lower case.
/// What two programs may read differently is refused.
/// </summary>
internal static class HostText
{
    private const string SchemeEnd = "://";
    private const char FirstWideForm = '\uFF00';
    private const char LastWideForm = '\uFFEF';

    /// <summary>
    /// Reads the host, an IPv6 address without its brackets, of <paramref name="text"/>, which <paramref name="uri"/>
    /// was made of; where it is refused, <paramref name="error"/> says what to write instead.
    /// </summary>
    public static bool TryRead(
        string text,
        Uri uri,
        [NotNullWhen(true)] out string? host,
        [NotNullWhen(false)] out string? error
    )
    {
        host = null;
        if (Authority(text) is not { } authority)
        {
            error = $"'{text}' has no host after 'http://'.";
            return false;
        }

        error = RefuseAuthority(text, authority);
        if (error is not null)
        {
            return false;
        }

        host = uri.HostNameType switch
        {
            UriHostNameType.IPv6 => AddressPolicy.Plain(IPAddress.Parse(uri.IdnHost)).ToString(),
            // As it was written: the URI has resolved octal numbers already.
            UriHostNameType.IPv4 => ReadIpv4(authority.Split(':')[0], out error),
            _ => ReadName(uri.IdnHost.ToLowerInvariant(), out error),
        };
        return host is not null;
    }

    /// <summary>What stands between the scheme and the path, as it was written.</summary>
    private static string? Authority(string text)
    {
        var from = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        var rest = text[(from + SchemeEnd.Length)..].TrimEnd();
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    private static string? RefuseAuthority(string text, string authority) =>
        authority.Contains('@') ? "A URL with a user name or password is not accepted; remove it."
        : text.Contains('\\')
            ? $"'{text}' has a backslash, which some programs take for a slash; write slashes."
        : authority.Contains('%')
            ? $"'{authority}' has a percent sign: a host is written without escapes, and an address without a zone."
        : authority.Any(IsDisguise)
            ? $"'{authority}' has characters that are invisible or stand for others; write its ASCII form (xn--)."
        : null;

    /// <summary>
    /// Beyond ASCII only letters and their marks: full-width and circled digits, other dots and what cannot be seen
    /// are mapped to ASCII by some programs and not by others.
    /// </summary>
    private static bool IsDisguise(char c) =>
        char.IsAscii(c)
            ? char.IsControl(c) || c == ' '
            : !(char.IsLetter(c) || IsMark(c)) || c is >= FirstWideForm and <= LastWideForm;

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;

    private static string? ReadName(string host, out string? error)
    {
        error = null;
        return Ipv4Text.IsMeant(host) ? ReadIpv4(host, out error) : host;
    }

    private static string? ReadIpv4(string host, out string? error) =>
        Ipv4Text.TryRead(host, out var address, out error) ? address.ToString() : null;
}
