using System.Net.Security;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>Why TLS cannot be spoken with some settings. Reads the files that they name.</summary>
internal static class TlsOptionsRules
{
    public static IEnumerable<string> Refuse(ListenerOptions listener)
    {
        var tls = listener.Tls;
        List<string> faults = [.. RefuseValues(tls)];
        // The files are looked at where the settings themselves are right.
        if (faults.Count == 0)
        {
            _ = CertificateStore.Open(Listener.Of(listener), tls, faults);
            faults = [.. faults.Select(static fault => $" {fault}")];
        }

        return faults;
    }

    private static IEnumerable<string> RefuseValues(ListenerTlsOptions tls)
    {
        if (tls.Certificates.Count == 0 && tls.Folder.Length == 0)
        {
            yield return "Certificates and Tls:Folder are empty; name a certificate (File, KeyFile) or a folder of them.";
        }

        for (var at = 0; at < tls.Certificates.Count; at++)
        {
            foreach (var fault in RefuseCertificate(tls.Certificates[at]))
            {
                yield return $"Certificates:{at}:{fault}";
            }
        }

        foreach (var name in tls.CipherSuites.Where(static name => !IsSuite(name)))
        {
            yield return $"CipherSuites has '{name}'; write IANA names, for example TLS_AES_128_GCM_SHA256.";
        }

        if (tls.CipherSuites.Count > 0 && !OperatingSystem.IsLinux())
        {
            yield return "CipherSuites is set; on this system only the operating system chooses. Leave it empty.";
        }

        if (
            tls.HandshakeTimeout < ListenerTlsOptions.ShortestHandshake
            || tls.HandshakeTimeout > ListenerTlsOptions.LongestHandshake
        )
        {
            yield return $"HandshakeTimeout is {DurationText.Format(tls.HandshakeTimeout)}; it must lie between {DurationText.Format(ListenerTlsOptions.ShortestHandshake)} and {DurationText.Format(ListenerTlsOptions.LongestHandshake)}.";
        }

        if (tls.ClientCertificates != ClientCertificates.None && tls.ClientAuthorities.Length == 0)
        {
            yield return $"ClientAuthorities is empty, but ClientCertificates is {tls.ClientCertificates}; name the PEM file of the authorities that vouch for clients.";
        }
    }

    private static IEnumerable<string> RefuseCertificate(CertificateOptions certificate)
    {
        if (certificate.File.Length == 0)
        {
            yield return "File is empty; name a PEM or PKCS#12 file.";
        }

        if (certificate.Password.Length > 0 && certificate.PasswordFile.Length > 0)
        {
            yield return "Password is set, and PasswordFile too; leave one of them empty.";
        }
    }

    private static bool IsSuite(string name) =>
        Enum.TryParse<TlsCipherSuite>(name, ignoreCase: false, out var suite)
        && Enum.IsDefined(suite)
        && !char.IsAsciiDigit(name[0]);
}
