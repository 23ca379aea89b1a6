using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>
/// IPv4 addresses in all the spellings that systems take for one (RFC 3986, 7.4): <c>2852039166</c>,
/// <c>0xa9fea9fe</c>, <c>169.16689662</c>. A host that ends in a number is an address or nothing, never a name.
/// </summary>
internal static class Ipv4Text
{
    private const int MostParts = 4;
    private const string HexPrefix = "0x";

    /// <summary>Whether the host's last part is a number, so that some program would read an address.</summary>
    public static bool IsMeant(string host)
    {
        var last = (host.EndsWith('.') ? host[..^1] : host).Split('.')[^1];
        return last.Length > 0 && (last.All(char.IsAsciiDigit) || TryReadHex(last, out _));
    }

    /// <summary>Reads an address; where it is none that all programs read alike, <paramref name="error"/> says so.</summary>
    public static bool TryRead(
        string host,
        [NotNullWhen(true)] out IPAddress? address,
        [NotNullWhen(false)] out string? error
    )
    {
        address = null;
        error = null;
        var parts = host.Split('.');
        if (host.EndsWith('.'))
        {
            error = $"'{host}' is an address with a dot at its end; remove it.";
        }
        else if (parts.Any(static part => part is ['0', >= '0' and <= '9', ..]))
        {
            error =
                $"'{host}' has numbers with leading zeros, which some programs read as octal and others as decimal. Write them without.";
        }
        else if (TryJoin(parts) is { } value)
        {
            address = new IPAddress([
                (byte)(value >> 24),
                (byte)(value >> 16),
                (byte)(value >> 8),
                (byte)value,
            ]);
        }
        else
        {
            error =
                $"'{host}' ends in a number but is no IPv4 address. Write four numbers from 0 to 255, or a name.";
        }

        return address is not null;
    }

    /// <summary>All parts but the last are one byte each; the last one fills what is left.</summary>
    private static uint? TryJoin(string[] parts)
    {
        if (parts.Length > MostParts)
        {
            return null;
        }

        var joined = 0UL;
        for (var i = 0; i < parts.Length; i++)
        {
            var bytes = i < parts.Length - 1 ? 1 : MostParts - i;
            if (!TryReadNumber(parts[i], out var number) || number >= 1UL << (8 * bytes))
            {
                return null;
            }

            joined = (joined << (8 * bytes)) | number;
        }

        return (uint)joined;
    }

    private static bool TryReadNumber(string part, out ulong number) =>
        TryReadHex(part, out number)
        || ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryReadHex(string part, out ulong number)
    {
        number = 0;
        return part.StartsWith(HexPrefix, StringComparison.OrdinalIgnoreCase)
            && (
                // Some read a bare 0x as nought.
                part.Length == HexPrefix.Length
                || ulong.TryParse(
                    part.AsSpan(HexPrefix.Length),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out number
                )
            );
    }
}
