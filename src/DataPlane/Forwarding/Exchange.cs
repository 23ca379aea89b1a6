using System.Runtime.CompilerServices;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Eligibility;
using Yarp.ReverseProxy.Forwarder;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// One request on its way: what was decided about it and what happened to it so far. It is also the transformer that
/// the forwarder calls, so that an attempt costs no further object.
/// </summary>
internal sealed class Exchange(
    string target,
    RoutePlan plan,
    PoolState pool,
    long startedAt,
    ResponseTransformer responses
) : HttpTransformer
{
    private Backends _tried;
    private int _attempts;

    /// <summary>The target in origin form, as it is sent on.</summary>
    public string Target => target;

    /// <summary>What its route asks for.</summary>
    public RoutePlan Plan => plan;

    /// <summary>The pool that answers.</summary>
    public PoolState Pool => pool;

    /// <summary>When the request came; a timestamp of the TimeProvider.</summary>
    public long StartedAt => startedAt;

    /// <summary>When the current attempt began; a timestamp of the TimeProvider.</summary>
    public long AttemptedAt { get; private set; }

    /// <summary>Backends tried so far, the current one included.</summary>
    public ReadOnlySpan<BackendState> Tried => ((ReadOnlySpan<BackendState>)_tried)[.._attempts];

    /// <summary>The backend of the current attempt; <c>null</c> before the first.</summary>
    public BackendState? Backend => _attempts == 0 ? null : _tried[_attempts - 1];

    /// <summary>Whether a response head came.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>The status that the backend answered with; 0 before it did.</summary>
    public int Status { get; private set; }

    /// <summary>Bytes of the response's body that were passed on, as far as they are counted.</summary>
    public long BodyBytes { get; set; }

    /// <summary>The request's body on its way to the current backend; <c>null</c> where it has none.</summary>
    public Upload? Upload { get; set; }

    /// <summary>Whether the client was given a whole response.</summary>
    public bool IsDelivered { get; private set; }

    /// <summary>Begins the next attempt.</summary>
    public void Attempt(BackendState backend, long at)
    {
        _tried[_attempts++] = backend;
        AttemptedAt = at;
    }

    /// <inheritdoc />
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken
    )
    {
        RequestTransformer.Apply(httpContext, proxyRequest, destinationPrefix, this);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken
    )
    {
        if (proxyResponse is null)
        {
            return new(false);
        }

        IsAnswered = true;
        Status = (int)proxyResponse.StatusCode;
        if (pool.Ejection.NeedsCounts)
        {
            Backend!.Traffic.CountSince(AttemptedAt, OutlierRules.IsFailure(Status));
        }

        if (pool.GoesByLatency)
        {
            Backend!.Latency.ObserveSince(AttemptedAt);
        }

        responses.Apply(httpContext, proxyResponse, this);
        return new(true);
    }

    /// <inheritdoc />
    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext,
        HttpResponseMessage proxyResponse,
        CancellationToken cancellationToken
    )
    {
        IsDelivered = true;
        Upload?.Stop(httpContext);
        return base.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);
    }

    [InlineArray(RetryRules.MostAttempts)]
    private struct Backends
    {
        private BackendState _first;
    }
}
