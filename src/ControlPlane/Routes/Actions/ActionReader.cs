using LbPlatform.ControlPlane.Pools;
using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>Makes what a route does of a request. <see cref="RouteRules"/> judges the values. Pure.</summary>
internal sealed class ActionReader(ConfigurationSnapshot current, List<FieldError> errors)
{
    /// <summary>The action that the request asks for; what is missing, no word or no pool is noted.</summary>
    public RouteAction Read(ActionRequest request, string pointer)
    {
        var rules = new FieldRules(Problems.BadRoute, pointer, errors);
        return new()
        {
            Split = request.Split is { } split ? Read(split, rules.Of("split")) : null,
            Redirect = request.Redirect is { } redirect ? Read(redirect) : null,
            Answer = request.Answer is { } answer ? Read(answer, rules.Of("answer")) : null,
            Mirror = request.Mirror is { } mirror ? Read(mirror, rules.Of("mirror")) : null,
            Path = request.Path?.ToRewrite(),
            Host = request.Host,
            RequestHeaders = Read(request.RequestHeaders, rules.Of("requestHeaders")),
            ResponseHeaders = Read(request.ResponseHeaders, rules.Of("responseHeaders")),
            Timeouts = Read(request.Timeouts, rules.Of("timeouts")),
        };
    }

    private RouteSplit Read(SplitRequest request, FieldRules rules)
    {
        var pools = rules.Of("pools");
        return new()
        {
            Pools =
            [
                .. (request.Pools ?? []).Select(
                    (share, at) =>
                        new PoolShare
                        {
                            PoolId = PoolOf(share.Pool, pools.Of($"{at}")),
                            Weight = share.Weight ?? 1,
                        }
                ),
            ],
            Sticky = request.Sticky is { } sticky
                ? new()
                {
                    On = rules.Of("sticky").Word<HashSource>(sticky.On, "on") ?? default,
                    Name = sticky.Name,
                }
                : null,
        };
    }

    private static RouteRedirect Read(RedirectRequest request)
    {
        var read = new RouteRedirect
        {
            Scheme = request.Scheme,
            Host = request.Host,
            Port = request.Port,
            Path = request.Path?.ToRewrite(),
        };
        return request.Status is { } status ? read with { Status = status } : read;
    }

    private static FixedAnswer Read(AnswerRequest request, FieldRules rules)
    {
        var standard = new FixedAnswer();
        return new()
        {
            Status = request.Status ?? standard.Status,
            ContentType = request.ContentType ?? standard.ContentType,
            Body = request.Body ?? standard.Body,
            Headers = Read(request.Headers, rules.Of("headers")),
        };
    }

    private RouteMirror Read(MirrorRequest request, FieldRules rules)
    {
        var read = new RouteMirror { PoolId = PoolOf(request.Pool, rules) };
        return request.Percent is { } percent ? read with { Percent = percent } : read;
    }

    private static HeaderEdits Read(HeaderEditsRequest? request, FieldRules rules) =>
        request is null
            ? HeaderEdits.None
            : new()
            {
                Remove = [.. request.Remove ?? []],
                Set = Read(request.Set, rules.Of("set")),
                Add = Read(request.Add, rules.Of("add")),
            };

    private static ValueList<HeaderField> Read(
        IReadOnlyList<HeaderRequest>? requests,
        FieldRules list
    ) =>
        [
            .. (requests ?? []).Select(
                (request, at) =>
                    new HeaderField
                    {
                        Name = list.Of($"{at}").Require(request.Name, "name", "X-Tier"),
                        Value = list.Of($"{at}").Require(request.Value, "value", "beta"),
                    }
            ),
        ];

    private static RouteTimeouts Read(TimeoutsRequest? request, FieldRules rules)
    {
        return request is null
            ? RouteTimeouts.Default
            : new()
            {
                Total = Time(request.Total, "total"),
                FirstByte = Time(request.FirstByte, "firstByte"),
                Activity = Time(request.Activity, "activity"),
            };

        TimeSpan? Time(string? text, string name) =>
            rules.Duration(text, name, RouteBounds.ShortestTimeout, RouteBounds.LongestTimeout);
    }

    /// <summary>The pool's id; what was written where there is no such pool, so that two of them are told apart.</summary>
    private string PoolOf(string? nameOrId, FieldRules rules)
    {
        const string Name = "pool";
        var wanted = rules.Require(nameOrId, Name, Pool.DefaultName);
        return nameOrId is null
            ? wanted
            : PoolReference.Read(wanted, rules.PointerTo(Name), current, errors)?.Id ?? wanted;
    }
}
