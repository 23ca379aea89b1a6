using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Metrics;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy;

namespace LbPlatform.DataPlane.Actions;

/// <summary>
/// Sends copies of requests to other pools and throws their answers away. What goes wrong there, or is too much, costs the
/// copy alone: the request itself neither waits for it nor hears of it.
/// </summary>
internal sealed partial class Mirrors
{
    /// <summary>Copies that are on their way at a time; further ones are left out.</summary>
    public const int MostInFlight = 256;

    /// <summary>How long a copy may take, answer included.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(10);

    private readonly IProxyStateLookup _clusters;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Counter<long> _copies;
    private int _inFlight;
    private bool _isFull;

    public Mirrors(
        IProxyStateLookup clusters,
        DataPlaneMeter meter,
        TimeProvider time,
        ILogger<Mirrors> logger
    )
    {
        _clusters = clusters;
        _time = time;
        _logger = logger;
        _copies = meter.Meter.CreateCounter<long>(
            "lb.mirror.copies",
            "{request}",
            "Copies of requests for mirrors, by what became of them"
        );
    }

    /// <summary>Copies that are on their way now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>
    /// Begins with the copy of a request: one without body is sent at once, else the body is watched from here on.
    /// <c>null</c> where there is nothing to watch.
    /// </summary>
    public MirrorBody? Begin(HttpContext context, Exchange exchange)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true)
        {
            Send(context, exchange, []);
            return null;
        }

        if (context.Request.ContentLength > MirrorBody.Longest)
        {
            Count("too_large");
            return null;
        }

        return new();
    }

    /// <summary>Sends the copy of a request whose body was watched, after that was answered.</summary>
    public void End(HttpContext context, Exchange exchange, MirrorBody body)
    {
        // An answer may come before the body has gone: then somebody is still writing to the copy.
        if (exchange.Upload is { IsWhole: false })
        {
            Count("incomplete");
        }
        else if (body.Sent is not { } sent)
        {
            Count("too_large");
        }
        else if ((context.Request.ContentLength ?? sent.Length) == sent.Length)
        {
            Send(context, exchange, sent);
        }
    }

    private void Send(HttpContext context, Exchange exchange, byte[] body)
    {
        var pool = exchange.Plan.Mirror!.Pool;
        if (!TryEnter(pool))
        {
            Count("dropped");
            return;
        }

        var key = pool.HashKey?.Of(context, exchange.Target) ?? 0;
        if (
            !_clusters.TryGetCluster(pool.Id, out var cluster)
            || pool.Enter(new([], key), out _) is not { } backend
        )
        {
            Leave();
            Count("no_backend");
            return;
        }

        var model = cluster.Model;
        var config = model.Config.HttpRequest;
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), (Uri?)null);
        request.Version = config?.Version ?? request.Version;
        request.VersionPolicy = config?.VersionPolicy ?? request.VersionPolicy;
        RequestTransformer.Apply(context, request, backend.Url.Text, exchange);
        exchange.Plan.RequestEdits?.Apply(request);
        SetBody(request, body);
        var client = model.HttpClient is ClientBoundInvoker bound
            ? bound.For(context)
            : model.HttpClient;
        // On a thread of its own: connecting begins on the calling one.
        _ = Task.Run(() => CarryOutAsync(client, request, pool, backend), CancellationToken.None);
    }

    private async Task CarryOutAsync(
        HttpMessageInvoker client,
        HttpRequestMessage request,
        PoolState pool,
        BackendState backend
    )
    {
        using var end = new CancellationTokenSource(LongestTime, _time);
        try
        {
            using (request)
            using (var response = await client.SendAsync(request, end.Token))
            {
                await response.Content.CopyToAsync(Stream.Null, end.Token);
            }

            Count("answered");
        }
        catch (Exception failure)
            when (failure
                    is HttpRequestException
                        or IOException
                        or OperationCanceledException
                        or ObjectDisposedException
                        or InvalidOperationException
            )
        {
            Count("failed");
        }
        finally
        {
            pool.Leave(backend);
            Leave();
        }
    }

    private bool TryEnter(PoolState pool)
    {
        if (Interlocked.Increment(ref _inFlight) <= MostInFlight)
        {
            return true;
        }

        Interlocked.Decrement(ref _inFlight);
        if (!Interlocked.Exchange(ref _isFull, true))
        {
            Log.Full(_logger, pool.Name, MostInFlight);
        }

        return false;
    }

    private void Leave()
    {
        // Half of the room must be free before it is said again: else each copy would flip it.
        if (Interlocked.Decrement(ref _inFlight) < MostInFlight / 2)
        {
            Volatile.Write(ref _isFull, false);
        }
    }

    private void Count(string outcome) =>
        _copies.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private static void SetBody(HttpRequestMessage request, byte[] body)
    {
        var described = request.Content?.Headers.NonValidated;
        if (body.Length == 0)
        {
            return;
        }

        request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in described ?? default)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4170,
            LogLevel.Warning,
            "Copies of requests for pool {Pool} are left out: {Most} are on their way already. The pool answers too slowly for its share; lower the mirror's percent"
        )]
        public static partial void Full(ILogger logger, string pool, int most);
    }
}
