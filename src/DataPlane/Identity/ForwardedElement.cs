using System.Buffers;
using System.Net;

namespace LbPlatform.DataPlane.Identity;

/// <summary>What one hop wrote in <c>Forwarded</c> (RFC 7239, 4): the address, scheme and host that it saw. Pure.</summary>
/// <param name="Address">Who asked it; <c>null</c> where that is hidden or not said.</param>
/// <param name="Scheme">The scheme that it was asked over; <c>null</c> where that is not said.</param>
/// <param name="Host">The host that it was asked for; <c>null</c> where that is not said.</param>
internal readonly record struct ForwardedElement(IPAddress? Address, string? Scheme, string? Host)
{
    private static readonly SearchValues<char> OfToken = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>
    /// Where the last element begins. Quotes are paired from the right, so that one that a client left open swallows
    /// nothing of what the proxies after it wrote.
    /// </summary>
    public static int StartOfLast(ReadOnlySpan<char> text)
    {
        var isQuoted = false;
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (text[at] == '"' && (!isQuoted || !IsEscaped(text[..at])))
            {
                isQuoted = !isQuoted;
            }
            else if (text[at] == ',' && !isQuoted)
            {
                return at + 1;
            }
        }

        return 0;
    }

    /// <summary>Reads one element; false where it is malformed or says a thing twice.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out ForwardedElement element)
    {
        element = default;
        var seen = Parameters.None;
        while (true)
        {
            if (!TryReadPair(ref text, out var name, out var value))
            {
                return false;
            }

            var parameter = ParameterOf(name);
            if ((seen & parameter) != Parameters.None || !TryTake(parameter, value, ref element))
            {
                return false;
            }

            seen |= parameter;
            if (text.IsEmpty)
            {
                return true;
            }

            if (text[0] != ';')
            {
                return false;
            }

            text = text[1..];
        }
    }

    /// <summary>The value as a token, or in quotes where it is none.</summary>
    public static string Write(string value) =>
        value.Length > 0 && !value.AsSpan().ContainsAnyExcept(OfToken)
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>An address as a node's name; an IPv6 one in brackets and quotes.</summary>
    public static string Write(IPAddress? address, string text) =>
        address is null ? "unknown"
        : text.Contains(':') ? $"\"[{text}]\""
        : text;

    private static bool TryTake(Parameters parameter, string value, ref ForwardedElement element)
    {
        switch (parameter)
        {
            case Parameters.For:
                var isName = NodeName.TryRead(value, out var address);
                element = element with { Address = address };
                return isName;
            case Parameters.By:
                return NodeName.TryRead(value, out _);
            case Parameters.Scheme:
                element = element with { Scheme = ForwardedValues.Scheme(value) };
                return element.Scheme is not null;
            case Parameters.Host:
                element = element with { Host = ForwardedValues.Host(value) };
                return element.Host is not null;
            default:
                return true;
        }
    }

    private static Parameters ParameterOf(ReadOnlySpan<char> name) =>
        name.Equals("for", StringComparison.OrdinalIgnoreCase) ? Parameters.For
        : name.Equals("by", StringComparison.OrdinalIgnoreCase) ? Parameters.By
        : name.Equals("proto", StringComparison.OrdinalIgnoreCase) ? Parameters.Scheme
        : name.Equals("host", StringComparison.OrdinalIgnoreCase) ? Parameters.Host
        : Parameters.None;

    /// <summary>Takes <c>token=token</c> or <c>token="text"</c> off the front; no white space may stand around them.</summary>
    private static bool TryReadPair(
        ref ReadOnlySpan<char> text,
        out ReadOnlySpan<char> name,
        out string value
    )
    {
        value = "";
        var nameEnd = text.IndexOfAnyExcept(OfToken);
        name = nameEnd > 0 ? text[..nameEnd] : [];
        if (nameEnd <= 0 || text[nameEnd] != '=')
        {
            return false;
        }

        text = text[(nameEnd + 1)..];
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] == '"')
        {
            return TryReadQuoted(ref text, out value);
        }

        var end = text.IndexOfAnyExcept(OfToken);
        end = end < 0 ? text.Length : end;
        value = text[..end].ToString();
        text = text[end..];
        return end > 0;
    }

    private static bool TryReadQuoted(ref ReadOnlySpan<char> text, out string value)
    {
        var read = new System.Text.StringBuilder();
        value = "";
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                value = read.ToString();
                text = text[(at + 1)..];
                return true;
            }

            if (text[at] == '\\' && ++at == text.Length)
            {
                return false;
            }

            read.Append(text[at]);
        }

        return false;
    }

    private static bool IsEscaped(ReadOnlySpan<char> before) =>
        ((before.Length - before.TrimEnd('\\').Length) & 1) == 1;

    [Flags]
    private enum Parameters
    {
        None = 0,
        For = 1,
        By = 2,
        Scheme = 4,
        Host = 8,
    }
}
