using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// What stands between a request and the backends: the limits of its listener and of its route. Where both say something
/// of the body, the route is right.
/// </summary>
internal static class RequestGate
{
    /// <summary>Refuses the request, or lets it in until the plan's guard is left.</summary>
    public static ErrorAnswer? Enter(
        HttpContext context,
        ClientConnection client,
        RoutePlan plan,
        TimeSpan now
    )
    {
        var listener = client.Listener?.Guard;
        var route = plan.Guard;
        if (listener is null && route is null)
        {
            if (!HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                LetConversationsBe(context);
            }

            return null;
        }

        return RefuseHead(context, listener)
            ?? RefuseBody(context, listener, route)
            ?? route?.Enter(context, RequestIdentity.Of(context, client), now);
    }

    /// <summary>As <see cref="Enter"/> would judge a request that is only asked about: nothing is counted.</summary>
    public static ErrorAnswer? Peek(
        HttpContext context,
        ClientConnection client,
        RoutePlan plan,
        TimeSpan now
    )
    {
        var listener = client.Listener?.Guard;
        return RefuseHead(context, listener)
            ?? RefuseBody(context, listener, plan.Guard)
            ?? plan.Guard?.Peek(context, RequestIdentity.Of(context, client), now);
    }

    private static ErrorAnswer? RefuseHead(HttpContext context, ListenerGuard? listener) =>
        listener?.Refuse(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers
        );

    private static ErrorAnswer? RefuseBody(
        HttpContext context,
        ListenerGuard? listener,
        RouteGuard? route
    )
    {
        var limits = route?.Limits;
        var mostBytes = limits?.MaxBodyBytes ?? listener?.MaxBodyBytes;
        if (mostBytes is { } most && BodyBounds.SetLength(context, most) is { } refusal)
        {
            return refusal;
        }

        if (route?.RequestRate is { } asked)
        {
            BodyBounds.SetRequestRate(context, asked.Rate);
        }
        else if (listener is { SetsRates: true })
        {
            BodyBounds.SetRequestRate(context, listener.RequestRate);
        }

        if (route?.ResponseRate is { } taken)
        {
            BodyBounds.SetResponseRate(context, taken.Rate);
        }
        else if (listener is { SetsRates: true })
        {
            BodyBounds.SetResponseRate(context, listener.ResponseRate);
        }

        LetConversationsBe(context);
        return null;
    }

    private static void LetConversationsBe(HttpContext context)
    {
        if (BodyBounds.IsConversation(context.Request))
        {
            BodyBounds.SetRequestRate(context, null);
        }
    }
}
