using LbPlatform.DataPlane.Admin;

namespace LbPlatform.DataPlane.Tests.Admin;

public sealed class NodeIdentityTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9081", "http://127.0.0.1:9081")]
    [InlineData("http://10.0.0.5:9081", "http://10.0.0.5:9081")]
    [InlineData("http://localhost:9081", "http://localhost:9081")]
    [InlineData("http://*:9081", "http://127.0.0.1:9081")]
    [InlineData("http://+:9081", "http://127.0.0.1:9081")]
    [InlineData("http://0.0.0.0:9081", "http://127.0.0.1:9081")]
    [InlineData("http://[::]:9081", "http://127.0.0.1:9081")]
    public void Reachable_EveryAddress_IsOneToCall(string url, string expected) =>
        Assert.Equal(expected, NodeIdentity.Reachable(url));
}
