using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.State.Transport;

/// <summary>What is wrong with a backend's certificate, in words that say what to do. Pure.</summary>
public static class CertificateVerdict
{
    /// <summary>Names of a certificate that are told at most.</summary>
    public const int MostNamesTold = 5;

    /// <summary>Why the certificate is refused; <c>null</c> where it is accepted.</summary>
    /// <param name="certificate">What the backend showed.</param>
    /// <param name="chain">How it was traced back to an authority.</param>
    /// <param name="errors">What the verification found.</param>
    /// <param name="wanted">The name that it must have.</param>
    /// <param name="now">The time, UTC.</param>
    public static string? Refuse(
        X509Certificate2? certificate,
        X509Chain? chain,
        SslPolicyErrors errors,
        string wanted,
        DateTime now
    )
    {
        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the backend shows no certificate";
        }

        var faults = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add(
                $"the certificate is for {NamesOf(certificate)}, not for '{wanted}': set tls.serverName to a name that it has, or give the backend another one"
            );
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            faults.AddRange(RefuseChain(certificate, chain, now));
        }

        return string.Join("; ", faults);
    }

    private static IEnumerable<string> RefuseChain(
        X509Certificate2 certificate,
        X509Chain? chain,
        DateTime now
    )
    {
        var found = (chain?.ChainStatus ?? []).Aggregate(
            X509ChainStatusFlags.NoError,
            static (all, status) => all | status.Status
        );
        if (found.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            yield return RefuseTime(certificate, now);
        }

        const X509ChainStatusFlags Untrusted =
            X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        if ((found & Untrusted) != X509ChainStatusFlags.NoError)
        {
            yield return $"no trusted authority signed the certificate (it is signed by '{certificate.Issuer}'): put that authority's certificate into tls.ca or tls.caFile, and let the backend send those between";
        }

        var others = found & ~(Untrusted | X509ChainStatusFlags.NotTimeValid);
        if (others != X509ChainStatusFlags.NoError || found == X509ChainStatusFlags.NoError)
        {
            yield return $"the certificate is not valid ({others})";
        }
    }

    private static string RefuseTime(X509Certificate2 certificate, DateTime now) =>
        certificate.NotAfter.ToUniversalTime() < now
            ? $"the certificate expired at {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}: renew it at the backend"
        : certificate.NotBefore.ToUniversalTime() > now
            ? $"the certificate is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}: compare the clocks of this machine and of the one that issued it"
        : "a certificate between it and its authority has expired: renew that one at the backend";

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate
            .Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static names =>
                names
                    .EnumerateDnsNames()
                    .Concat(names.EnumerateIPAddresses().Select(static a => a.ToString()))
            )
            .Take(MostNamesTold + 1)
            .ToList();
        return names.Count switch
        {
            0 => $"no host at all ('{certificate.Subject}')",
            > MostNamesTold => $"'{string.Join("', '", names.Take(MostNamesTold))}' and more",
            _ => $"'{string.Join("', '", names)}'",
        };
    }
}
