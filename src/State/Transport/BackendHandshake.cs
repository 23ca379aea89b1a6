using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.State.Transport;

/// <summary>
/// TLS to a backend by the rules of its pool. Data plane and Poller shake hands by this one, so that a probe finds
/// nothing wrong that traffic accepts, nor the other way round.
/// </summary>
/// <param name="files">Certificates and keys in files.</param>
/// <param name="time">The clock.</param>
public sealed class BackendHandshake(TlsFiles files, TimeProvider time)
{
    /// <summary>Shakes hands over <paramref name="transport"/>, which the answer owns; on failure it is closed.</summary>
    /// <param name="transport">A connection.</param>
    /// <param name="tls">The pool's rules.</param>
    /// <param name="host">The host of the backend's URL.</param>
    /// <param name="protocol">What is spoken afterwards.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="CertificateRefusedException">The certificate is not accepted.</exception>
    /// <exception cref="TlsFileException">A file that the pool names cannot be used.</exception>
    /// <exception cref="AuthenticationException">The other side does not speak TLS with us.</exception>
    public async Task<SslStream> ShakeHandsAsync(
        Stream transport,
        BackendTls tls,
        string host,
        SslApplicationProtocol protocol,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(tls);
        string? refusal = null;
        var wanted = tls.ServerName ?? host;
        var stream = new SslStream(transport);
        try
        {
            var options = Options(tls, wanted, protocol);
            options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                tls.Verify == TlsVerification.None
                || (refusal = Judge(certificate, chain, errors, wanted)) is null;
            await stream.AuthenticateAsClientAsync(options, cancellationToken);
            return stream;
        }
        catch (Exception failure)
        {
            await stream.DisposeAsync();
            if (refusal is not null)
            {
                throw new CertificateRefusedException(refusal, failure);
            }

            throw;
        }
    }

    private string? Judge(
        X509Certificate? certificate,
        X509Chain? chain,
        SslPolicyErrors errors,
        string wanted
    ) =>
        CertificateVerdict.Refuse(
            certificate as X509Certificate2,
            chain,
            errors,
            wanted,
            time.GetUtcNow().UtcDateTime
        );

    private SslClientAuthenticationOptions Options(
        BackendTls tls,
        string wanted,
        SslApplicationProtocol protocol
    )
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            // A handshake waits for no third party.
            DisableCertificateDownloads = true,
        };
        // Server authentication.
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1"));
        if (files.Authorities(tls) is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return new()
        {
            TargetHost = wanted,
            ApplicationProtocols = [protocol],
            EnabledSslProtocols =
                tls.MinVersion == TlsVersion.Tls13
                    ? SslProtocols.Tls13
                    : SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = policy,
            ClientCertificateContext = files.ClientCertificate(tls),
        };
    }
}
