using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Protection;

/// <summary>What is said to a client that met a limit. Made once, where nothing in it depends on the request.</summary>
internal static class LimitTexts
{
    /// <summary>When to ask again after a refusal that the next moment may lift.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The process does nothing new.</summary>
    public static readonly ErrorAnswer Overloaded = new(
        ErrorReason.Overloaded,
        "Nothing was sent to a backend; it is safe to ask again. /readyz of the data plane says what is short.",
        Soon,
        Closes: true
    );

    /// <summary>The body is longer than the route or the listener allows.</summary>
    public static readonly ErrorAnswer BodyTooLarge = new(
        ErrorReason.BodyTooLarge,
        "The route's limit maxBodyBytes, or the listener's, ends it.",
        Closes: true
    );

    /// <summary>The body came too slowly.</summary>
    public static readonly ErrorAnswer SlowRequest = new(
        ErrorReason.SlowRequest,
        "Its rate fell below what the route or the listener demands. The request may have been acted on in part.",
        Closes: true
    );

    /// <summary>The client's address is not among those that may ask.</summary>
    public static readonly ErrorAnswer Denied = new(
        ErrorReason.Denied,
        "The route's lists of networks do not allow its address."
    );

    /// <summary>The route has enough to do.</summary>
    public static readonly ErrorAnswer RouteBusy = new(
        ErrorReason.TooManyRequests,
        "As many requests of this route are in flight as its limit maxRequestsInFlight allows. Nothing was sent; it is safe to ask again.",
        Soon
    );

    /// <summary>The client asks for too much at a time.</summary>
    public static readonly ErrorAnswer ClientBusy = new(
        ErrorReason.TooManyRequests,
        "As many requests of this client are in flight as the route's limit maxRequestsInFlightPerClient allows. Nothing was sent; wait for an answer before the next request.",
        Soon,
        StatusCodes.Status429TooManyRequests
    );

    /// <summary>The target is longer than the listener allows.</summary>
    public static readonly ErrorAnswer TargetTooLong = new(
        ErrorReason.HeadTooLarge,
        "Its target is longer than this listener takes.",
        Status: StatusCodes.Status414UriTooLong,
        Closes: true
    );

    /// <summary>The fields are longer or more than the listener allows.</summary>
    public static readonly ErrorAnswer FieldsTooLarge = new(
        ErrorReason.HeadTooLarge,
        "It has more fields, or longer ones, than this listener takes.",
        Closes: true
    );

    /// <summary>A rate limit was met.</summary>
    public static ErrorAnswer RateLimited(RateLimit limit, TimeSpan retryAfter) =>
        new(
            ErrorReason.RateLimited,
            $"{limit.Requests} requests in {DurationText.Format(limit.Period)} may come {Whose(limit)}. Nothing was sent; it is safe to ask again after the time in Retry-After.",
            retryAfter,
            Limit: limit
        );

    private static string Whose(RateLimit limit) =>
        limit.By switch
        {
            RateLimitKey.Client => "from one client",
            RateLimitKey.Header => $"with one value of {limit.Header}",
            RateLimitKey.Route => "on this route",
            _ => throw new ArgumentOutOfRangeException(nameof(limit), limit.By, null),
        };
}
