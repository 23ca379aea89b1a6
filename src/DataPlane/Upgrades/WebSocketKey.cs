using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace LbPlatform.DataPlane.Upgrades;

/// <summary>The proof that an answer belongs to a handshake (RFC 6455, 4.2.2). Pure.</summary>
internal static class WebSocketKey
{
    private const string Suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>The <c>Sec-WebSocket-Accept</c> for a <c>Sec-WebSocket-Key</c>.</summary>
    [SuppressMessage(
        "Security",
        "CA5350:Do Not Use Weak Cryptographic Algorithms",
        Justification = "RFC 6455 names SHA-1; nothing is kept secret or signed by it."
    )]
    public static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.Latin1.GetBytes(key.Trim() + Suffix)));
}
