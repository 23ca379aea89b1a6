using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A client's end of a TLS connection that shows what the server sent, and trusts anybody.</summary>
internal sealed class TlsClient : IDisposable
{
    private TlsClient(SslStream stream)
    {
        Stream = stream;
        Wire = new Wire(stream);
    }

    public SslStream Stream { get; }

    public Wire Wire { get; }

    /// <summary>The server's certificate.</summary>
    public X509Certificate2 Shown => (X509Certificate2)Stream.RemoteCertificate!;

    /// <summary>All certificates that the server sent, its own first.</summary>
    public List<string> Chain { get; } = [];

    public static async Task<TlsClient> ConnectAsync(
        int port,
        string serverName,
        Action<SslClientAuthenticationOptions>? adjust = null,
        byte[]? before = null
    )
    {
        List<string> chain = [];
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync("127.0.0.1", port);
        await tcp.GetStream().WriteAsync(before ?? []);
        var stream = new SslStream(tcp.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = serverName,
            RemoteCertificateValidationCallback = (_, own, sent, _) =>
            {
                chain.Add(own!.Subject);
                chain.AddRange(sent!.ChainPolicy.ExtraStore.Select(static one => one.Subject));
                return true;
            },
        };
        adjust?.Invoke(options);
        await stream.AuthenticateAsClientAsync(options).WaitAsync(Eventually.Patience);
        var client = new TlsClient(stream);
        client.Chain.AddRange(chain.Distinct());
        return client;
    }

    public async Task<RawResponse> SendAsync(string request)
    {
        await Wire.WriteAsync(request);
        var head = await Wire.ReadHeadAsync() ?? throw new EndOfStreamException();
        var body = await Wire.ReadBodyAsync(head, isResponse: true);
        return new(head, System.Text.Encoding.Latin1.GetString(body));
    }

    public void Dispose()
    {
        Stream.Dispose();
    }
}
