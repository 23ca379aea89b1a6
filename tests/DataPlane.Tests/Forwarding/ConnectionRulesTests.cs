using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class PoolTransportTests
{
    [Fact]
    public void Default_IsSaidByNothing()
    {
        Assert.Null(PoolTransport.Write(new(), "p"));
        Assert.Equal(BackendTransport.Default, PoolTransport.Read(null));
    }

    [Fact]
    public void EverySetting_ComesBack()
    {
        var transport = new BackendTransport
        {
            Protocol = BackendProtocol.Http2,
            PingInterval = TimeSpan.FromSeconds(30),
            ProxyProtocol = ProxyProtocol.V2,
            Tls = new()
            {
                Verify = TlsVerification.None,
                Ca = "ca",
                CaFile = "file",
                ServerName = "name",
                MinVersion = TlsVersion.Tls13,
                ClientCertificateFile = "certificate",
                ClientKeyFile = "key",
            },
        };

        var written = PoolTransport.Write(transport, "p");

        Assert.Equal(transport, PoolTransport.Read(written));
        Assert.Equal("p", PoolTransport.NameOf(written));
    }
}
