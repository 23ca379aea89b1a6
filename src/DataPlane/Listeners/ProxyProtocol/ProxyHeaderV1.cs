using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>The header in text: <c>PROXY TCP4 192.0.2.1 198.51.100.1 56324 443</c> and CR LF. Pure.</summary>
internal static class ProxyHeaderV1
{
    /// <summary>The longest that the specification allows, with CR LF.</summary>
    public const int Longest = 107;

    private static ReadOnlySpan<byte> Prefix => "PROXY "u8;

    public static ProxyHeaderResult Read(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        var known = Math.Min(bytes.Length, Prefix.Length);
        if (!bytes[..known].SequenceEqual(Prefix[..known]))
        {
            return ProxyHeaderResult.Malformed;
        }

        var line = bytes[..Math.Min(bytes.Length, Longest)];
        var end = line.IndexOf((byte)'\n');
        if (end < 0)
        {
            return line.Length == Longest
                ? ProxyHeaderResult.Malformed
                : ProxyHeaderResult.Incomplete;
        }

        return line[end - 1] == '\r' && TryRead(line[..(end - 1)], end + 1, out header)
            ? ProxyHeaderResult.Complete
            : ProxyHeaderResult.Malformed;
    }

    private static bool TryRead(ReadOnlySpan<byte> line, int length, out ProxyHeader header)
    {
        header = new(length, null, null);
        if (!Ascii.IsValid(line) || line.Contains((byte)'\r'))
        {
            return false;
        }

        var words = Encoding.ASCII.GetString(line).Split(' ');
        // What follows UNKNOWN must be ignored, be it what it may.
        if (words[1] == "UNKNOWN")
        {
            return true;
        }

        AddressFamily? family = words[1] switch
        {
            "TCP4" => AddressFamily.InterNetwork,
            "TCP6" => AddressFamily.InterNetworkV6,
            _ => null,
        };
        if (
            words.Length != 6
            || family is null
            || !TryReadAddress(words[2], family.Value, out var client)
            || !TryReadAddress(words[3], family.Value, out var destination)
            || !TryReadPort(words[4], out var clientPort)
            || !TryReadPort(words[5], out var destinationPort)
        )
        {
            return false;
        }

        header = new(length, new(client, clientPort), new(destination, destinationPort));
        return true;
    }

    private static bool TryReadAddress(string text, AddressFamily family, out IPAddress address)
    {
        // One spelling only: 127.1, 0x7f.1, 010.0.0.1, brackets and zones are refused.
        var isSpelled =
            family == AddressFamily.InterNetwork
                ? text.Count(static c => c == '.') == 3
                    && text.All(static c => c == '.' || char.IsAsciiDigit(c))
                : text.All(static c => c is ':' or '.' || char.IsAsciiHexDigit(c));
        address = IPAddress.None;
        if (
            !isSpelled
            || !IPAddress.TryParse(text, out var read)
            || read.AddressFamily != family
            || (family == AddressFamily.InterNetwork && read.ToString() != text)
        )
        {
            return false;
        }

        address = read;
        return true;
    }

    private static bool TryReadPort(string text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && (text.Length == 1 || text[0] != '0');
}
