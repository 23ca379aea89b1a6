using System.Collections.Frozen;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>
/// How handshakes of one listener go: everything that can be is made once, when the certificates change. Immutable.
/// </summary>
internal sealed class TlsHandshakes
{
    private readonly ListenerTlsOptions _settings;
    private readonly HttpProtocols _protocols;
    private readonly X509Certificate2Collection? _authorities;
    private readonly FrozenDictionary<LoadedCertificate, SslServerAuthenticationOptions> _ready;

    public TlsHandshakes(
        ListenerTlsOptions settings,
        HttpProtocols protocols,
        CertificateSet certificates,
        X509Certificate2Collection? authorities
    )
    {
        _settings = settings;
        _protocols = protocols;
        _authorities = authorities;
        Certificates = certificates;
        _ready = certificates.All.ToFrozenDictionary(static one => one, Make);
    }

    /// <summary>What there is to show.</summary>
    public CertificateSet Certificates { get; }

    /// <summary>How to shake hands with a client that asks for <paramref name="serverName"/>.</summary>
    public SslServerAuthenticationOptions For(string? serverName, ConnectionContext connection)
    {
        var certificate =
            Certificates.Find(serverName)
            ?? throw new AuthenticationException("The listener has no certificate.");
        if (_settings.ClientCertificates == ClientCertificates.None)
        {
            return _ready[certificate];
        }

        // One of its own for each connection, which takes down who the client proved to be.
        var options = Make(certificate);
        var client = connection.Features.Get<ClientConnection>();
        options.ClientCertificateRequired = true;
        options.CertificateChainPolicy = Policy();
        // A resumed session knows of the client's certificate only what the ticket says.
        options.AllowTlsResume = false;
        options.RemoteCertificateValidationCallback = (_, shown, chain, errors) =>
        {
            if (shown is null)
            {
                return _settings.ClientCertificates == ClientCertificates.Optional;
            }

            if (errors != SslPolicyErrors.None)
            {
                return false;
            }

            client?.Certificate = ClientCertificate.Of(shown, chain);
            return true;
        };
        return options;
    }

    private SslServerAuthenticationOptions Make(LoadedCertificate certificate)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Context,
            EnabledSslProtocols =
                _settings.MinimumVersion == TlsVersion.Tls13
                    ? SslProtocols.Tls13
                    : SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = Alpn(_protocols),
            AllowRenegotiation = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (_settings.CipherSuites.Count > 0 && OperatingSystem.IsLinux())
        {
            options.CipherSuitesPolicy = new(
                _settings.CipherSuites.Select(Enum.Parse<TlsCipherSuite>)
            );
        }

        return options;
    }

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            // A client could make us ask any address otherwise, and wait for it.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities ?? []);
        return policy;
    }

    private static List<SslApplicationProtocol> Alpn(HttpProtocols protocols)
    {
        List<SslApplicationProtocol> alpn = [];
        if (protocols.HasFlag(HttpProtocols.Http2))
        {
            alpn.Add(SslApplicationProtocol.Http2);
        }

        if (protocols.HasFlag(HttpProtocols.Http1))
        {
            alpn.Add(SslApplicationProtocol.Http11);
        }

        return alpn;
    }
}
