using System.Net;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Protection;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Protection;

public sealed class RouteGuardTests
{
    private static readonly TimeSpan Now = TimeSpan.FromDays(1);
    private static readonly RateLimit OncePerClient = new() { Requests = 1 };

    [Fact]
    public void Of_NoLimits_IsNothingToAsk()
    {
        Assert.Null(RouteGuard.Of(RouteLimits.None, null));
        Assert.Null(RouteGuard.Of(new(), null));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", false)]
    [InlineData("10.0.0.1", "10.0.0.2", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff", false)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", true)]
    public void Enter_ByClient_CountsAddressesAndNetworksOf64(
        string first,
        string second,
        bool isLetIn
    )
    {
        var guard = RouteGuard.Of(new() { RateLimits = [OncePerClient] }, null)!;

        Assert.Null(Enter(guard, first));

        Assert.Equal(isLetIn, Enter(guard, second) is null);
    }

    [Fact]
    public void Enter_ByHeader_CountsValuesAndTheirAbsence()
    {
        var limit = new RateLimit
        {
            Requests = 1,
            By = RateLimitKey.Header,
            Header = "X-Key",
        };
        var guard = RouteGuard.Of(new() { RateLimits = [limit] }, null)!;

        Assert.Null(Enter(guard, key: "a"));
        Assert.Null(Enter(guard, key: "b"));
        Assert.Null(Enter(guard));
        Assert.NotNull(Enter(guard, key: "a"));
        Assert.NotNull(Enter(guard));
    }

    [Fact]
    public void Enter_RefusedByOneOfSeveral_CountsAtNone()
    {
        var limits = new RouteLimits
        {
            RateLimits = [new() { Requests = 2, By = RateLimitKey.Route }, OncePerClient],
        };
        var guard = RouteGuard.Of(limits, null)!;

        Assert.Null(Enter(guard, "10.0.0.1"));
        Assert.NotNull(Enter(guard, "10.0.0.1"));
        Assert.NotNull(Enter(guard, "10.0.0.1"));

        Assert.Null(Enter(guard, "10.0.0.2"));
        var refused = Enter(guard, "10.0.0.3");
        Assert.Equal((429, ErrorReason.RateLimited), (refused!.StatusCode, refused.Reason));
        Assert.Contains("on this route", refused.Detail);
    }

    [Fact]
    public void Of_LimitThatDidNotChange_GoesOnCounting()
    {
        var before = RouteGuard.Of(
            new() { RateLimits = [OncePerClient], MaxRequestsInFlight = 1 },
            null
        )!;
        Assert.Null(Enter(before));

        var after = RouteGuard.Of(
            new()
            {
                RateLimits = [new() { Requests = 100 }, OncePerClient with { }],
                MaxRequestsInFlight = 1,
            },
            before
        )!;
        Assert.Equal(ErrorReason.RateLimited, Enter(after)!.Reason);

        var other = RouteGuard.Of(new() { MaxRequestsInFlight = 1 }, after)!;
        Assert.Equal(ErrorReason.TooManyRequests, Enter(other)!.Reason);
        before.Leave(Client("10.0.0.1"));
        Assert.Null(Enter(other));
    }

    [Fact]
    public void Enter_TooManyInFlight_Is503ForTheRouteAnd429ForTheClient()
    {
        var guard = RouteGuard.Of(
            new() { MaxRequestsInFlight = 2, MaxRequestsInFlightPerClient = 1 },
            null
        )!;

        Assert.Null(Enter(guard, "10.0.0.1"));
        Assert.Equal(429, Enter(guard, "10.0.0.1")!.StatusCode);
        Assert.Null(Enter(guard, "10.0.0.2"));
        Assert.Equal(503, Enter(guard, "10.0.0.3")!.StatusCode);
        Assert.Equal(2, guard.InFlight);

        guard.Leave(Client("10.0.0.1"));

        Assert.Null(Enter(guard, "10.0.0.3"));
    }

    [Theory]
    [InlineData("10.0.0.0/8", null, "10.1.1.1", true)]
    [InlineData("10.0.0.0/8", null, "11.1.1.1", false)]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", "10.1.1.1", false)]
    [InlineData(null, "10.0.0.0/8", "11.1.1.1", true)]
    [InlineData(null, "0.0.0.0/0", "2001:db8::1", true)]
    [InlineData("::/0", null, "10.0.0.1", false)]
    public void Enter_Networks_DenyWins(string? allow, string? deny, string client, bool isLetIn)
    {
        var guard = RouteGuard.Of(
            new()
            {
                Allow = allow is null ? null : NetworkList.Parse(allow),
                Deny = deny is null ? null : NetworkList.Parse(deny),
            },
            null
        )!;

        Assert.Equal(isLetIn ? null : ErrorReason.Denied, Enter(guard, client)?.Reason);
    }

    private static ErrorAnswer? Enter(
        RouteGuard guard,
        string client = "10.0.0.1",
        string? key = null
    )
    {
        var context = new DefaultHttpContext();
        if (key is not null)
        {
            context.Request.Headers["X-Key"] = key;
        }

        return guard.Enter(context, Client(client), Now);
    }

    private static RequestIdentity Client(string address) => new(IPAddress.Parse(address), address);
}
