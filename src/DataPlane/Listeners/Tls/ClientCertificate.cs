using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>The certificate with which a client proved who it is, as backends are told (RFC 9440).</summary>
/// <param name="Field">The value of Client-Cert.</param>
/// <param name="ChainField">The value of Client-Cert-Chain; <c>null</c> where an authority issued it directly.</param>
internal sealed record ClientCertificate(string Field, string? ChainField)
{
    /// <summary>Longest chain that is passed on, in characters: fields have limits at backends. Beyond, it is left out.</summary>
    public const int LongestChain = 16 * 1024;

    /// <summary>What to say of <paramref name="certificate"/>, whose chain was verified.</summary>
    public static ClientCertificate Of(X509Certificate certificate, X509Chain? chain)
    {
        var above = chain is null
            ? ""
            : string.Join(
                ", ",
                chain
                    .ChainElements.Select(static element => element.Certificate)
                    .Skip(1)
                    // The authority itself is known to whoever trusts it.
                    .Where(static one => one.Subject != one.Issuer)
                    .Select(static one => Item(one.RawData))
            );
        return new(
            Item(certificate.GetRawCertData()),
            above.Length is > 0 and <= LongestChain ? above : null
        );
    }

    // A byte sequence of RFC 8941.
    private static string Item(byte[] bytes) => $":{Convert.ToBase64String(bytes)}:";
}
