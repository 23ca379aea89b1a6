using System.Net;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>The host that a request names. Pure.</summary>
/// <param name="Name">The name or address without port, of IPv6 in brackets.</param>
/// <param name="Port">The port with its colon; empty where it names none.</param>
internal readonly record struct RequestHost(string Name, string Port)
{
    /// <summary>What a Host field names; <c>null</c> where that is not clearly one host.</summary>
    public static RequestHost? Read(string field)
    {
        var end = field.StartsWith('[') ? field.IndexOf(']') + 1 : field.IndexOf(':');
        var name = end < 0 ? field : field[..end];
        var port = field[name.Length..];
        var isPort =
            port.Length == 0
            || (port[0] == ':' && ushort.TryParse(port.AsSpan(1), out _) && port.Length > 1);
        return isPort && IsHost(name) ? new(name, port) : null;
    }

    private static bool IsHost(string name) =>
        name.StartsWith('[')
            ? name.Length > 2 && IPAddress.TryParse(name.AsSpan(1, name.Length - 2), out _)
            : name.Length is > 0 and <= 253
                && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
