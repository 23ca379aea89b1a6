using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Retries;
using LbPlatform.State.Explanations;
using LbPlatform.State.Model;
using LbPlatform.State.Routing;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>Says which pools may get a request that is forwarded, what they would do with it, and what the backend would see.</summary>
internal sealed class DeliveryExplainer(
    EligibilityTable table,
    ResponseTransformer responses,
    RetryGate gate,
    TimeProvider time,
    IOptions<DataPlaneOptions> options
)
{
    private readonly DataPlaneOptions _options = options.Value;

    /// <summary>Adds all that to <paramref name="seen"/>.</summary>
    public async Task<Explanation> ExplainAsync(
        HttpContext context,
        RoutePlan plan,
        string target,
        Explanation seen
    )
    {
        var sent = plan.Rewriter?.Apply(target) ?? target;
        var shares = SharesOf(plan, context, target);
        List<ExplainedPool> pools = [];
        foreach (var (pool, share) in shares)
        {
            pools.Add(
                new PoolExplainer(pool, table.Health, _options.ControlPlaneUrl).Explain(
                    context,
                    sent,
                    share,
                    Explanation.MostBackends / shares.Count,
                    time
                )
            );
        }

        return seen with
        {
            Pools = pools,
            Sent = await SentAsync(context, plan, shares[0].Pool, pools[0], sent),
            Timeouts = TimeoutsOf(plan),
            Mirror = plan.Mirror is { } mirror
                ? new(mirror.Pool.Name, plan.Route.Action.Mirror?.Percent ?? 0)
                : null,
        };
    }

    private static List<(PoolState Pool, double Share)> SharesOf(
        RoutePlan plan,
        HttpContext context,
        string target
    ) =>
        plan.Pool is { } pool
            ? [(pool, 1)]
            : [.. plan.Split!.Shares(context, target).OrderByDescending(static one => one.Share)];

    /// <summary>The request as it is made for the backend that is likeliest to get it.</summary>
    private async Task<ExplainedHead?> SentAsync(
        HttpContext context,
        RoutePlan plan,
        PoolState pool,
        ExplainedPool explained,
        string sent
    )
    {
        if (explained.Backends.MaxBy(static one => one.Probability) is not { Probability: > 0 } one)
        {
            return null;
        }

        var exchange = new Exchange(sent, plan, pool, time.GetTimestamp(), responses, gate)
        {
            Session = pool.Affinity?.Begin(context, time),
        };
        using var message = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            (Uri?)null
        );
        await exchange.TransformRequestAsync(context, message, one.Url, CancellationToken.None);
        return new(one.Name, context.Request.Method, sent, [.. FieldsOf(message)]);
    }

    private static IEnumerable<HeaderField> FieldsOf(HttpRequestMessage message)
    {
        foreach (var (name, values) in message.Headers.NonValidated)
        {
            yield return new() { Name = name, Value = values.ToString() };
        }

        foreach (var (name, values) in message.Content?.Headers.NonValidated ?? default)
        {
            yield return new() { Name = name, Value = values.ToString() };
        }
    }

    private ExplainedTimeouts TimeoutsOf(RoutePlan plan) =>
        new(
            DurationText.Format(_options.ConnectTimeout),
            TextOf(plan.Timeouts?.FirstByte),
            DurationText.Format(plan.Timeouts?.Activity ?? _options.ActivityTimeout),
            TextOf(plan.Timeouts?.Total)
        );

    private static string? TextOf(TimeSpan? time) =>
        time is { } given ? DurationText.Format(given) : null;
}
