using System.Runtime.CompilerServices;
using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Affinity;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Retries;
using LbPlatform.DataPlane.Silence;
using LbPlatform.DataPlane.Upgrades;
using LbPlatform.State.Model;
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
    ResponseTransformer responses,
    RetryGate gate
) : HttpTransformer
{
    private Backends _tried;
    private int _attempts;
    private RequestContent? _content;

    /// <summary>The target in origin form, as it is sent on.</summary>
    public string Target => target;

    /// <summary>What its route asks for.</summary>
    public RoutePlan Plan => plan;

    /// <summary>The pool that answers.</summary>
    public PoolState Pool => pool;

    /// <summary>Ends attempts that take too long; <c>null</c> where the route sets no time-out for that.</summary>
    public Deadline? Deadline { get; init; }

    /// <summary>Keeps a copy of the body for a mirror; <c>null</c> where none is needed.</summary>
    public MirrorBody? MirrorBody { get; set; }

    /// <summary>What the request asks its connection to be switched to; <c>null</c> for ordinary requests.</summary>
    public Upgrade? Upgrade { get; init; }

    /// <summary>How its attempts go; <c>null</c> where requests are not logged.</summary>
    public AttemptRecord? Record { get; init; }

    /// <summary>Its tie to a backend; <c>null</c> where its pool knows none.</summary>
    public Session? Session { get; init; }

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

    /// <summary>Whether the response was passed on to its end.</summary>
    public bool IsPassedOn { get; private set; }

    /// <summary>Bytes of the response's body that were passed on, as far as they are counted.</summary>
    public long BodyBytes { get; set; }

    /// <summary>Whether the current attempt has a body over HTTP/2 that has not begun to be sent.</summary>
    public bool IsContentUnused => _content is { HasBegun: false };

    /// <summary>Whether the request may be made twice: its method says so, or it only asks for WebSocket.</summary>
    public bool IsRepeatable(string method) =>
        Upgrade is { IsWebSocket: true } || RetryRules.IsRepeatable(method);

    /// <summary>The request's body on its way to the current backend over HTTP/1.1; <c>null</c> where it has none.</summary>
    public Upload? Upload { get; set; }

    /// <summary>The body where it may be sent again; <c>null</c> where there is none, or it may not.</summary>
    public ReplayBody? Replay { get; set; }

    /// <summary>What ends the current attempt when it takes too long to be answered; <c>null</c> where nothing does.</summary>
    public CancellationTokenSource? Patience { get; set; }

    /// <summary>The current attempt as long as its answer has not begun; <c>null</c> where the pool does not listen for silence.</summary>
    public PendingAnswer? Pending { get; set; }

    /// <summary>Whether the current attempt has a body, all of which was sent.</summary>
    public bool IsBodySent => Upload is { IsWhole: true } || _content is { IsWhole: true };

    /// <summary>Whether the current attempt was answered, but with what is tried elsewhere instead of passed on.</summary>
    public bool IsRejected { get; private set; }

    /// <summary>Whether another attempt was possible, but the pool had no retries left.</summary>
    public bool IsOverBudget { get; set; }

    /// <summary>Whether the pool took no more requests on.</summary>
    public bool IsTurnedAway { get; set; }

    /// <summary>Whether the pool's breaker refused it.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Begins the next attempt.</summary>
    public void Attempt(BackendState backend, long at)
    {
        Backend?.Counters.Retried();
        Record?.Begin(backend.Name, at);
        IsAnswered = false;
        IsRejected = false;
        Upload = null;
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
        if (MirrorBody is { } copy && proxyRequest.Content is { } body)
        {
            proxyRequest.Content = copy.Watch(body);
        }

        RequestTransformer.Apply(httpContext, proxyRequest, destinationPrefix, this);
        plan.RequestEdits?.Apply(proxyRequest);
        _content = proxyRequest.Content as RequestContent;
        Upgrade?.Ask(proxyRequest);
        Session?.Ask(httpContext, proxyRequest);
        Record?.Follow(proxyRequest);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken
    )
    {
        // An answer to a request that goes elsewhere by now comes too late.
        if (
            proxyResponse is null
            || (Pending is { } pending && !Backend!.Pending.TryAnswer(pending))
        )
        {
            return new(false);
        }

        if (Upgrade.IsSwitched(proxyResponse))
        {
            return SwitchAsync(httpContext, proxyResponse);
        }

        NoteAnswer(proxyResponse);
        if (IsForAnother(httpContext))
        {
            IsRejected = true;
            return new(false);
        }

        PassOn(httpContext, proxyResponse);
        return new(true);
    }

    private void PassOn(HttpContext context, HttpResponseMessage response)
    {
        responses.Apply(context, response, this);
        plan.ResponseEdits?.Apply(context.Response.Headers);
        Session?.Answer(context, Backend!);
    }

    /// <summary>Whether the answer is left to another backend to give.</summary>
    private bool IsForAnother(HttpContext context) =>
        pool.Retry is { OnStatus: true } retry
        && Status >= StatusCodes.Status400BadRequest
        && retry.Statuses.Contains(Status)
        && gate.Opens(context, this, AttemptResult.Rejected);

    private void NoteAnswer(HttpResponseMessage response)
    {
        IsAnswered = true;
        Deadline?.HeadCame();
        Status = (int)response.StatusCode;
        Patience?.CancelAfter(Timeout.InfiniteTimeSpan);
        Backend!.EndTrial();
        Backend.Counters.Began(AttemptedAt);
        Record?.Head(Status);
        if (pool.Ejection.NeedsCounts)
        {
            Backend.Traffic.CountSince(AttemptedAt, OutlierRules.IsFailure(Status));
        }

        if (pool.GoesByLatency)
        {
            Backend.Latency.ObserveSince(AttemptedAt);
        }
    }

    /// <summary>
    /// The exchange lasts as long as the switched connection. False: there is nothing left for the forwarder to copy.
    /// </summary>
    private async ValueTask<bool> SwitchAsync(HttpContext context, HttpResponseMessage response)
    {
        if (Upgrade is null || !Upgrade.IsAgreed(context, response))
        {
            throw new HttpRequestException(
                HttpRequestError.InvalidResponse,
                "The backend switches to what it was not asked for."
            );
        }

        var backend = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        NoteAnswer(response);
        Deadline?.Lift();
        PassOn(context, response);
        await Upgrade.RunAsync(
            context,
            backend,
            count => BodyBytes += count,
            Backend!.Draining.Closing
        );
        return false;
    }

    /// <inheritdoc />
    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext,
        HttpResponseMessage proxyResponse,
        CancellationToken cancellationToken
    )
    {
        IsPassedOn = true;
        Upload?.Stop(this, httpContext);
        ResponseTransformer.ApplyTrailers(httpContext, proxyResponse);
        // A client that is still sending its request may wait for the answer first, as the forwarder now waits for the rest.
        return _content is FlushingContent
            ? new(httpContext.Response.CompleteAsync())
            : ValueTask.CompletedTask;
    }

    [InlineArray(RetrySettings.MostAttempts)]
    private struct Backends
    {
        private BackendState _first;
    }
}
