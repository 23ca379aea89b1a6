using System.Net;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class HashKeyTests
{
    [Theory]
    [InlineData(HashSource.Source, null, "10.0.0.7")]
    [InlineData(HashSource.Path, null, "/a/b")]
    [InlineData(HashSource.Header, "X-User", "ada")]
    [InlineData(HashSource.Header, "X-Missing", "10.0.0.7")]
    [InlineData(HashSource.Cookie, "session", "s1")]
    [InlineData(HashSource.Cookie, "missing", "10.0.0.7")]
    public void Of_Request_IsOfWhatTheSettingsName(HashSource source, string? name, string hashed)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new ClientConnection(null, IPAddress.Parse("::ffff:10.0.0.7")));
        context.Request.Headers["X-User"] = "ada";
        context.Request.Headers.Cookie = "a=b; session=s1";

        Assert.Equal(HashKey.Hash(hashed), new HashKey(source, name).Of(context, "/a/b?c=d"));
    }

    [Fact]
    public void Hash_Text_IsTheSameInEveryRelease() =>
        Assert.Equal(7_801_845_486_842_005_658UL, HashKey.Hash("10.0.0.7"));

    [Fact]
    public void For_OtherPolicies_ReadsNothing()
    {
        Assert.Null(HashKey.For(new()));
        Assert.NotNull(HashKey.For(new() { Policy = BalancingPolicy.ConsistentHash }));
    }
}
