namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Word, status and title of each <see cref="ErrorReason"/>.</summary>
internal static class ErrorReasons
{
    /// <summary>The word in <c>X-Lb-Error</c>, in the log and in the problem's <c>code</c>.</summary>
    public static string Word(this ErrorReason reason) =>
        reason switch
        {
            ErrorReason.Starting => "starting",
            ErrorReason.NoBackendConfigured => "no_backend_configured",
            ErrorReason.NoBackend => "no_backend",
            ErrorReason.PoolBusy => "pool_busy",
            ErrorReason.BreakerOpen => "breaker_open",
            ErrorReason.ConnectFailed => "connect_failed",
            ErrorReason.ForbiddenAddress => "forbidden_address",
            ErrorReason.Reset => "reset",
            ErrorReason.Protocol => "protocol",
            ErrorReason.Timeout => "timeout",
            ErrorReason.NoRoute => "no_route",
            ErrorReason.BadRequest => "bad_request",
            ErrorReason.Method => "method",
            ErrorReason.RateLimited => "rate_limited",
            ErrorReason.TooManyRequests => "too_many_requests",
            ErrorReason.BodyTooLarge => "body_too_large",
            ErrorReason.SlowRequest => "slow_request",
            ErrorReason.HeadTooLarge => "head_too_large",
            ErrorReason.Denied => "denied",
            ErrorReason.Overloaded => "overloaded",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };

    /// <summary>The status code.</summary>
    public static int Status(this ErrorReason reason) =>
        reason switch
        {
            ErrorReason.Starting
            or ErrorReason.NoBackendConfigured
            or ErrorReason.NoBackend
            or ErrorReason.PoolBusy
            or ErrorReason.BreakerOpen
            or ErrorReason.ConnectFailed
            or ErrorReason.TooManyRequests
            or ErrorReason.Overloaded => StatusCodes.Status503ServiceUnavailable,
            ErrorReason.ForbiddenAddress or ErrorReason.Reset or ErrorReason.Protocol =>
                StatusCodes.Status502BadGateway,
            ErrorReason.Timeout => StatusCodes.Status504GatewayTimeout,
            ErrorReason.NoRoute => StatusCodes.Status404NotFound,
            ErrorReason.BadRequest => StatusCodes.Status400BadRequest,
            ErrorReason.Method => StatusCodes.Status405MethodNotAllowed,
            ErrorReason.RateLimited => StatusCodes.Status429TooManyRequests,
            ErrorReason.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
            ErrorReason.SlowRequest => StatusCodes.Status408RequestTimeout,
            ErrorReason.HeadTooLarge => StatusCodes.Status431RequestHeaderFieldsTooLarge,
            ErrorReason.Denied => StatusCodes.Status403Forbidden,
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };

    /// <summary>What is wrong, in a few words.</summary>
    public static string Title(this ErrorReason reason) =>
        reason switch
        {
            ErrorReason.Starting => "The load balancer has no configuration yet",
            ErrorReason.NoBackendConfigured => "No backend is configured",
            ErrorReason.NoBackend => "No backend can take this request",
            ErrorReason.PoolBusy => "The pool is at its limit",
            ErrorReason.BreakerOpen => "The pool is given time to recover",
            ErrorReason.ConnectFailed => "No backend could be connected to",
            ErrorReason.ForbiddenAddress => "No backend may have the address that was found",
            ErrorReason.Reset => "The backend broke off",
            ErrorReason.Protocol => "The backend's answer is not valid HTTP",
            ErrorReason.Timeout => "The backend did not answer in time",
            ErrorReason.NoRoute => "No route matches this request",
            ErrorReason.BadRequest => "The request is malformed",
            ErrorReason.Method => "This method is not forwarded",
            ErrorReason.RateLimited => "Too many requests in this time",
            ErrorReason.TooManyRequests => "Too many requests at a time",
            ErrorReason.BodyTooLarge => "The body is too long",
            ErrorReason.SlowRequest => "The body came too slowly",
            ErrorReason.HeadTooLarge => "The head is too long",
            ErrorReason.Denied => "This client may not ask here",
            ErrorReason.Overloaded => "The load balancer is overloaded",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };
}
