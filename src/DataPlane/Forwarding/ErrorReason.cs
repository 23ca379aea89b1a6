namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Why the answer is the data plane's own: a closed list, each with its word in <c>X-Lb-Error</c>.</summary>
internal enum ErrorReason
{
    /// <summary>No configuration is in force yet.</summary>
    Starting,

    /// <summary>The pool has no backend.</summary>
    NoBackendConfigured,

    /// <summary>The pool has backends, but none may take traffic.</summary>
    NoBackend,

    /// <summary>The pool works on as many requests as it may.</summary>
    PoolBusy,

    /// <summary>So much of what the pool was asked failed that it is asked no more for a while.</summary>
    BreakerOpen,

    /// <summary>No connection to any backend came about.</summary>
    ConnectFailed,

    /// <summary>The backend has only addresses that no backend may have.</summary>
    ForbiddenAddress,

    /// <summary>The backend broke off.</summary>
    Reset,

    /// <summary>The backend's answer is no HTTP.</summary>
    Protocol,

    /// <summary>The backend did not answer in time.</summary>
    Timeout,

    /// <summary>No route matches.</summary>
    NoRoute,

    /// <summary>The request is malformed.</summary>
    BadRequest,

    /// <summary>The method is not forwarded.</summary>
    Method,

    /// <summary>More requests came in a time than a limit of the route allows.</summary>
    RateLimited,

    /// <summary>More requests are in flight than the route allows.</summary>
    TooManyRequests,

    /// <summary>The body is longer than allowed.</summary>
    BodyTooLarge,

    /// <summary>The body came too slowly.</summary>
    SlowRequest,

    /// <summary>The request line or the fields are longer than the listener allows.</summary>
    HeadTooLarge,

    /// <summary>The client's address is not allowed.</summary>
    Denied,

    /// <summary>The data plane has more to do than it can.</summary>
    Overloaded,
}
