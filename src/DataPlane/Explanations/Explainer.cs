using LbPlatform.DataPlane.Admin;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Listeners.Redirection;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Strictness;
using LbPlatform.State.Explanations;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>
/// Takes a made-up request through the steps of the request path, in their order and with their own code, and sends it
/// nowhere. Nothing that counts or moves on does so for it.
/// </summary>
internal sealed class Explainer(
    NodeIdentity node,
    RequestGuard rules,
    OverloadGuard overload,
    ActiveRequests active,
    RoutePlans plans,
    AppliedConfiguration applied,
    DeliveryExplainer deliveries,
    TimeProvider time
)
{
    /// <summary>What would become of <paramref name="asked"/> at <paramref name="listener"/> now.</summary>
    public async Task<Explanation> ExplainAsync(ExplainRequest asked, Listener listener)
    {
        var context = MadeUpRequest.Of(asked, listener);
        var seen = new Explanation
        {
            Node = node.Id,
            Revision = applied.Snapshot.Revision.Value,
            Listener = listener.Name,
            Client = RequestIdentity.Of(context).ClientText,
        };
        if (rules.FindBroken(context) is { } broken)
        {
            return seen with { Refusal = RefusalOf(broken.Answer, broken.Name) };
        }

        if (ListenerAnswers.Find(context) is { } redirect)
        {
            await ListenerAnswers.WriteAsync(context, redirect);
            return seen with { Answer = AnswerOf("redirectToHttps", context.Response) };
        }

        if (RequestPath.IsAboutTheServer(context.Request))
        {
            return seen with
            {
                Answer = new("options", StatusCodes.Status204NoContent, Location: null),
            };
        }

        if (overload.IsOver(active.Count + 1))
        {
            return seen with { Refusal = RefusalOf(LimitTexts.Overloaded) };
        }

        return await RouteAsync(context, RequestTarget.Of(asked.Path), seen);
    }

    private async Task<Explanation> RouteAsync(HttpContext context, string target, Explanation seen)
    {
        if (plans.Find(new(context.Request, target)) is not { } plan)
        {
            return seen with
            {
                Refusal = RefusalOf(applied.IsAny ? ErrorTexts.NoRoute : ErrorTexts.Starting),
            };
        }

        seen = seen with { Route = plan.Route.Name };
        var now = time.GetElapsedTime(0, time.GetTimestamp());
        if (RequestGate.Peek(context, ClientConnection.Of(context), plan, now) is { } limited)
        {
            return seen with { Refusal = RefusalOf(limited) };
        }

        if (plan.Answer is { } answer)
        {
            await answer.WriteAsync(context, target);
            return seen with
            {
                Answer = AnswerOf(answer.Kind, context.Response),
                ResponseHeaders = EditsOf(plan),
            };
        }

        return await deliveries.ExplainAsync(
            context,
            plan,
            target,
            seen with
            {
                ResponseHeaders = EditsOf(plan),
            }
        );
    }

    private static ExplainedRefusal RefusalOf(ErrorAnswer answer, string? rule = null) =>
        new(answer.Reason.Word(), answer.StatusCode, answer.Detail, rule);

    private static ExplainedAnswer AnswerOf(string kind, HttpResponse response) =>
        new(
            kind,
            response.StatusCode,
            response.Headers.Location.Count > 0 ? response.Headers.Location.ToString() : null
        );

    private static ExplainedEdits? EditsOf(RoutePlan plan)
    {
        var edits = plan.Route.Action.ResponseHeaders;
        return plan.ResponseEdits is null
            ? null
            : new(
                edits.Remove,
                [.. edits.Set.Select(static field => field.Name)],
                [.. edits.Add.Select(static field => field.Name)]
            );
    }
}
