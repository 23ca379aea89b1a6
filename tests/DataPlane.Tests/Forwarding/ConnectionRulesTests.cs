using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Addresses;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class ConnectionRulesTests
{
    [Fact]
    public void Default_IsSaidByNothing()
    {
        var rules = new ConnectionRules(new(), new());

        Assert.Null(rules.Write("p"));
        Assert.Equal(rules, ConnectionRules.Read(null));
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

        var addresses = new AddressPolicy
        {
            Allow = NetworkList.Of(["10.0.0.0/8"]),
            Deny = NetworkList.Of(["10.9.0.0/16"]),
        };

        foreach (
            var rules in new[]
            {
                new ConnectionRules(transport, addresses),
                new ConnectionRules(transport, AddressPolicy.Default),
                new ConnectionRules(BackendTransport.Default, addresses),
            }
        )
        {
            var written = rules.Write("p");

            Assert.Equal(rules, ConnectionRules.Read(written));
            Assert.Equal("p", ConnectionRules.PoolOf(written));
        }
    }
}
