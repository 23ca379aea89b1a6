using LbPlatform.DataPlane.Forwarding;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LbPlatform.DataPlane.Protection;

/// <summary>Tells the server how long a request's body may be and how fast both bodies must move.</summary>
internal static class BodyBounds
{
    // A minimum rate needs a grace longer than the server's own tick.
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(1.1);

    /// <summary>A rate as the server takes it; <c>null</c> is any.</summary>
    public static MinDataRate? Rate(int bytesPerSecond, TimeSpan grace) =>
        bytesPerSecond == 0
            ? null
            : new(bytesPerSecond, grace > ShortestGrace ? grace : ShortestGrace);

    /// <summary>
    /// Bounds the request's body. One that says its length is refused before anybody is asked; of another, what the
    /// server reads ends with an error past the bound, and so does what the backend gets.
    /// </summary>
    public static ErrorAnswer? SetLength(HttpContext context, long mostBytes)
    {
        if (context.Request.ContentLength > mostBytes)
        {
            return LimitTexts.BodyTooLarge;
        }

        if (
            context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature
            && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
        )
        {
            feature.MaxRequestBodySize = mostBytes;
        }

        return null;
    }

    /// <summary>Sets the lowest rate of the request's body.</summary>
    public static void SetRequestRate(HttpContext context, MinDataRate? rate)
    {
        // HTTP/2 counts a whole connection by the server's own rate; a stream can only be left out of it.
        if (
            (rate is null || HttpProtocol.IsHttp11(context.Request.Protocol))
            && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } feature
        )
        {
            feature.MinDataRate = rate;
        }
    }

    /// <summary>Sets the lowest rate of the response, where the protocol knows one for each response.</summary>
    public static void SetResponseRate(HttpContext context, MinDataRate? rate)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } feature)
        {
            feature.MinDataRate = rate;
        }
    }

    /// <summary>Whether the request's body is a conversation, silent for as long as its ends like: gRPC, a tunnel.</summary>
    public static bool IsConversation(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method)
        || request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
            == true;
}
