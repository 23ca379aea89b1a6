using LbPlatform.DataPlane.Breaking;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Protection;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>What is said to the client, case by case: what happened, and what to do about it.</summary>
internal static class ErrorTexts
{
    private static readonly TimeSpan StartingRetry = TimeSpan.FromSeconds(1);

    /// <summary>Before the first configuration.</summary>
    public static readonly ErrorAnswer Starting = new(
        ErrorReason.Starting,
        "It waits for its store. Is ControlPlane running? /readyz of the data plane says more.",
        StartingRetry
    );

    /// <summary>Nothing matches.</summary>
    public static readonly ErrorAnswer NoRoute = new(
        ErrorReason.NoRoute,
        "No route matches its host, path, method, headers and query. Ask ControlPlane for the routes: GET /routes."
    );

    /// <summary>The request itself is wrong.</summary>
    public static ErrorAnswer BadRequest(string fault, int status = 0) =>
        new(ErrorReason.BadRequest, fault, Status: status);

    /// <summary>Nobody to choose.</summary>
    public static ErrorAnswer Nobody(PoolState pool, string controlPlaneUrl)
    {
        var url = controlPlaneUrl.TrimEnd('/');
        var count = pool.Eligible.All.Length;
        return count == 0
            ? new(
                ErrorReason.NoBackendConfigured,
                $"Pool '{pool.Name}' is empty. Add a backend:\n  curl -X POST {url}/backends -H 'Content-Type: application/json' -d '{{\"url\":\"http://localhost:9001\"}}'",
                pool.RetryAfter
            )
            : new(
                ErrorReason.NoBackend,
                $"{pool.Eligible.Count} of {count} backends eligible in pool '{pool.Name}'. See why:\n  curl {url}/backends",
                pool.RetryAfter
            );
    }

    /// <summary>The pool takes no more on.</summary>
    public static ErrorAnswer PoolBusy(PoolState pool) =>
        new(
            ErrorReason.PoolBusy,
            $"Pool '{pool.Name}' works on as many requests as it may, and no more may wait. It is safe to ask again.",
            StartingRetry
        );

    /// <summary>The pool is not asked.</summary>
    public static ErrorAnswer BreakerOpen(PoolState pool) =>
        new(
            ErrorReason.BreakerOpen,
            $"Of what pool '{pool.Name}' was asked so much failed that its breaker is {(pool.Breaker.Phase == BreakerPhase.Recovering ? "closing only by and by" : "open")}. Nothing was sent; it is safe to ask again.",
            pool.Breaker.RetryAfter
        );

    /// <summary>An attempt failed and no other is made.</summary>
    public static ErrorAnswer Failed(Exchange exchange, Attempt last, TimeSpan activityTimeout)
    {
        var eligible = exchange.Pool.Eligible;
        return last.Result switch
        {
            AttemptResult.NotConnected => new(
                ErrorReason.ConnectFailed,
                $"Tried {exchange.Tried.Length} of {eligible.All.Length} backends in pool '{exchange.Pool.Name}', the last one: {last.Told}. Nothing was sent; it is safe to ask again.",
                exchange.Pool.RetryAfter
            ),
            // Which address it is says the log; strangers need not know what our names mean.
            AttemptResult.Forbidden => new(
                ErrorReason.ForbiddenAddress,
                $"Tried {exchange.Tried.Length} of {eligible.All.Length} backends in pool '{exchange.Pool.Name}', the last one has only addresses that backends must not have. The log of the data plane says which and why (4128). Nothing was sent; it is safe to ask again.",
                exchange.Pool.RetryAfter
            ),
            AttemptResult.Refused => new(
                ErrorReason.NoBackend,
                $"Tried {exchange.Tried.Length} of {eligible.All.Length} backends in pool '{exchange.Pool.Name}', the last one refused the request unread. It is safe to ask again.",
                exchange.Pool.RetryAfter
            ),
            AttemptResult.Rejected => new(
                ErrorReason.NoBackend,
                $"Tried {exchange.Tried.Length} of {eligible.All.Length} backends in pool '{exchange.Pool.Name}', the last one answered {exchange.Status}, and nobody else is left.",
                exchange.Pool.RetryAfter
            ),
            AttemptResult.TryTimedOut => new(
                ErrorReason.Timeout,
                $"No response began within {DurationText.Format(exchange.Pool.Retry.TryTimeout)} at {exchange.Tried.Length} of {eligible.All.Length} backends in pool '{exchange.Pool.Name}'. The request was sent and may have been acted on."
            ),
            AttemptResult.Silent => new(
                ErrorReason.Timeout,
                $"No response began at {exchange.Tried.Length} of {eligible.All.Length} backends in pool '{exchange.Pool.Name}', the last one has fallen silent, and nobody else is left. The request was sent and may have been acted on."
            ),
            AttemptResult.TooSlow => new(
                ErrorReason.Timeout,
                $"No response began within {activityTimeout.TotalSeconds} s. The request was sent and may have been acted on."
            ),
            AttemptResult.Malformed => new(
                ErrorReason.Protocol,
                $"It cannot be passed on: {(last.Detail.Length > 0 ? last.Detail : "it breaks the grammar or is too long")}. The request was sent and may have been acted on."
            ),
            AttemptResult.ClientFault
                when last.ClientStatus == StatusCodes.Status413PayloadTooLarge =>
                LimitTexts.BodyTooLarge,
            AttemptResult.ClientFault
                when last.ClientStatus == StatusCodes.Status408RequestTimeout =>
                LimitTexts.SlowRequest,
            AttemptResult.ClientFault => BadRequest(
                "Its body could not be read.",
                last.ClientStatus
            ),
            _ => new(
                ErrorReason.Reset,
                "The connection ended before a whole response came. The request was sent and may have been acted on."
            ),
        };
    }
}
