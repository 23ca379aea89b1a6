using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>A certificate that is ready to be shown: with its private key and the chain that is sent along.</summary>
internal sealed class LoadedCertificate
{
    /// <summary>Names of one certificate that are looked at; a public one has at most 100.</summary>
    public const int MostNames = 1000;

    public LoadedCertificate(
        CertificateSource source,
        X509Certificate2 certificate,
        X509Certificate2Collection others
    )
    {
        Source = source;
        Subject = certificate.Subject;
        NotBefore = new(certificate.NotBefore.ToUniversalTime());
        NotAfter = new(certificate.NotAfter.ToUniversalTime());
        Thumbprint = certificate.Thumbprint;
        Names = NamesOf(certificate);
        // Offline: no certificate of an authority and no OCSP answer is fetched from a network.
        Context = SslStreamCertificateContext.Create(certificate, others, offline: true);
    }

    /// <summary>The files that it came from.</summary>
    public CertificateSource Source { get; }

    /// <summary>The distinguished name.</summary>
    public string Subject { get; }

    /// <summary>The names of servers that it speaks for, wildcards as such; addresses too.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>When it becomes valid, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>When it expires, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>What tells it from any other.</summary>
    public string Thumbprint { get; }

    /// <summary>What a handshake shows.</summary>
    public SslStreamCertificateContext Context { get; }

    private static string[] NamesOf(X509Certificate2 certificate)
    {
        var extension = certificate
            .Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .FirstOrDefault();
        string[] names = extension is null
            ? []
            :
            [
                .. extension.EnumerateDnsNames(),
                .. extension.EnumerateIPAddresses().Select(static ip => ip.ToString()),
            ];
        // Without the extension, its predecessor: the common name.
        return names.Length > 0
            ? [.. names.Take(MostNames)]
            : [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)];
    }
}
