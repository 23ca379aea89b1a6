using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Identity;

public sealed class RequestIdentityTests
{
    [Fact]
    public void Of_Defaults_IsTheConnectionsAndAllocatesNothing()
    {
        var context = ContextOf(new(), "192.0.2.1");
        context.Request.Headers["X-Forwarded-For"] = "6.6.6.6";
        var first = RequestIdentity.Of(context);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = RequestIdentity.Of(context);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Same(first, second);
        Assert.Equal("192.0.2.1", first.ClientText);
        Assert.Null(first.RequestId);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Of_AskedTwice_IsTheSame()
    {
        var context = ContextOf(new() { RequestId = true }, "192.0.2.1");

        Assert.NotNull(RequestIdentity.Of(context).RequestId);
        Assert.Same(RequestIdentity.Of(context), RequestIdentity.Of(context));
    }

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.9")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public void Of_Peer_IsBelievedWhereItIsTrusted(string peer, string client)
    {
        var context = ContextOf(
            new() { TrustedProxies = ["10.0.0.0/8"], ForwardedProto = ForwardingMode.Append },
            peer
        );
        context.Request.Headers["X-Forwarded-For"] = "192.0.2.9";
        context.Request.Headers["X-Forwarded-Proto"] = "https";

        var identity = RequestIdentity.Of(context);

        Assert.Equal(client, identity.ClientText);
        Assert.Equal(client, identity.ClientAddress?.ToString());
        Assert.Equal(peer == client ? null : "https", identity.Scheme);
        Assert.Equal(
            HashKey.Hash(client),
            new HashKey(HashSource.Source, name: null).Of(context, "/")
        );
    }

    private static DefaultHttpContext ContextOf(IdentityOptions options, string peer)
    {
        var listener = Assert.Single(
            Listener.All(
                new() { Url = "", Listeners = [new() { Url = "http://*:1", Identity = options }] }
            )
        );
        var context = new DefaultHttpContext();
        context.Features.Set(new ClientConnection(listener, System.Net.IPAddress.Parse(peer)));
        return context;
    }
}
