using System.Net;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Identity;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>Judges a made-up request as the request path judges a real one, with the same code, and sends it nowhere.</summary>
internal sealed class Explainer(
    RoutePlans plans,
    AppliedConfiguration applied,
    EligibilityTable table
)
{
    /// <summary>What would become of <paramref name="asked"/> now.</summary>
    public Explanation Explain(ExplainRequest asked)
    {
        var revision = applied.Snapshot.Revision.Value;
        if (!RequestTarget.TryRead(asked.Path, out var target, out var fault))
        {
            return new(revision, null, fault, null, null, []);
        }

        var context = Make(asked, target);
        var request = context.Request;
        var plan = plans.Find(new(request.Method, asked.Host, target, request.Headers));
        if (plan is null)
        {
            var nothing = applied.IsAny ? ErrorTexts.NoRoute : ErrorTexts.Starting;
            return new(revision, target, nothing.Detail, null, null, []);
        }

        if (plan.Guard?.Admits(RequestIdentity.Of(context)) == false)
        {
            return new(
                revision,
                target,
                "The route's limits do not allow this client's address.",
                plan.Route.Name,
                null,
                []
            );
        }

        var sent = plan.Rewriter?.Apply(target) ?? target;
        return new(
            revision,
            sent,
            null,
            plan.Route.Name,
            plan.Answer?.Kind,
            plan.Answer is null ? PoolsOf(plan, context, target, sent) : []
        );
    }

    private List<ExplainedPool> PoolsOf(
        RoutePlan plan,
        HttpContext context,
        string target,
        string sent
    ) =>
        [
            .. Shares(plan, context, target)
                .OrderByDescending(static share => share.Share)
                .Select(share =>
                    PoolExplainer.Explain(
                        share.Pool,
                        share.Share,
                        share.Pool.HashKey?.Of(context, sent) ?? 0,
                        table.Health
                    )
                ),
        ];

    private static IEnumerable<(PoolState Pool, double Share)> Shares(
        RoutePlan plan,
        HttpContext context,
        string target
    ) =>
        plan.Pool is { } pool ? [(pool, 1)]
        : plan.Split is { IsSticky: true } sticky ? [(sticky.Pick(context, target), 1)]
        : plan.Split?.Shares ?? [];

    private static DefaultHttpContext Make(ExplainRequest asked, string target)
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        request.Method = asked.Method;
        foreach (var (name, value) in asked.Headers)
        {
            request.Headers[name] = value;
        }

        request.Headers.Host = asked.Host;
        request.Path = PathString.FromUriComponent(RequestTarget.WithoutQuery(target).ToString());
        context.Connection.RemoteIpAddress = asked.Client is null
            ? null
            : IPAddress.Parse(asked.Client);
        return context;
    }
}
