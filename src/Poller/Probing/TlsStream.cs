using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.Poller.Probing;

/// <summary>TLS as the data plane speaks it to a backend: the certificate must be trusted and name the host.</summary>
internal static class TlsStream
{
    /// <summary>Shakes hands over <paramref name="transport"/>, which the answer owns.</summary>
    /// <exception cref="ProbeFailureException">The certificate is refused.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The other side does not speak TLS with us.</exception>
    public static async Task<Stream> ShakeHandsAsync(
        Stream transport,
        string host,
        CancellationToken cancellationToken
    )
    {
        string? refusal = null;
        var tls = new SslStream(transport);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ApplicationProtocols = [SslApplicationProtocol.Http11],
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    RemoteCertificateValidationCallback = (_, _, chain, errors) =>
                        (refusal = Refuse(chain, errors)) is null,
                },
                cancellationToken
            );
            return tls;
        }
        catch (Exception) when (refusal is not null)
        {
            await tls.DisposeAsync();
            throw new ProbeFailureException(ProbeOutcome.Tls, refusal);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private static string? Refuse(X509Chain? chain, SslPolicyErrors errors) =>
        errors switch
        {
            SslPolicyErrors.None => null,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) =>
                "the server shows no certificate",
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) =>
                $"the certificate is not valid: {string.Join(", ", chain?.ChainStatus.Select(static s => s.Status) ?? [])}",
            _ => "the certificate names another host",
        };
}
