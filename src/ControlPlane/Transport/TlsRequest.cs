namespace LbPlatform.ControlPlane.Transport;

/// <summary>
/// TLS to backends whose URL says https. Files lie on the machines of the data plane and of the Poller; a private key is
/// only ever named, never sent, stored or shown.
/// </summary>
internal sealed record TlsRequest
{
    /// <summary>full (authority, time and name of the certificate) or none (whoever answers is taken for the backend).</summary>
    /// <example>full</example>
    public string? Verify { get; init; }

    /// <summary>Certificates in PEM of the authorities that are trusted in place of the system's.</summary>
    public string? Ca { get; init; }

    /// <summary>A PEM file with them, read anew when it changes.</summary>
    /// <example>/etc/lbplatform/ca.pem</example>
    public string? CaFile { get; init; }

    /// <summary>The name that is asked for (SNI) and that the certificate must have; the URL's host by default.</summary>
    /// <example>api.internal.example</example>
    public string? ServerName { get; init; }

    /// <summary>The oldest version of TLS that is spoken: 1.2 or 1.3.</summary>
    /// <example>1.2</example>
    public string? MinVersion { get; init; }

    /// <summary>A PEM file with the certificate that backends are shown, read anew when it changes.</summary>
    /// <example>/etc/lbplatform/client.pem</example>
    public string? ClientCertificateFile { get; init; }

    /// <summary>The PEM file of its private key; absent where the certificate's file holds it too.</summary>
    /// <example>/etc/lbplatform/client.key</example>
    public string? ClientKeyFile { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static TlsRequest Read(ObjectReader source)
    {
        var read = new TlsRequest
        {
            Verify = source.Text("verify", "\"full\""),
            Ca = source.Text("ca", "\"-----BEGIN CERTIFICATE-----...\""),
            CaFile = source.Text("caFile", "\"/etc/lbplatform/ca.pem\""),
            ServerName = source.Text("serverName", "\"api.internal.example\""),
            MinVersion = source.Text("minVersion", "\"1.2\""),
            ClientCertificateFile = source.Text(
                "clientCertificateFile",
                "\"/etc/lbplatform/client.pem\""
            ),
            ClientKeyFile = source.Text("clientKeyFile", "\"/etc/lbplatform/client.key\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these rules.</summary>
    public static TlsRequest Of(BackendTls tls) =>
        new()
        {
            Verify = TransportWords.Of(tls.Verify),
            Ca = tls.Ca,
            CaFile = tls.CaFile,
            ServerName = tls.ServerName,
            MinVersion = TransportWords.Of(tls.MinVersion),
            ClientCertificateFile = tls.ClientCertificateFile,
            ClientKeyFile = tls.ClientKeyFile,
        };
}
