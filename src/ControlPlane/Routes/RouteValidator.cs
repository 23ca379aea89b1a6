using LbPlatform.ControlPlane.Pools;
using LbPlatform.ControlPlane.Resources;
using LbPlatform.ControlPlane.Routes.Actions;
using LbPlatform.ControlPlane.Routes.Matching;
using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>
/// The rules of a route: its name, that its pools exist, and what <see cref="RouteRules"/> says, which the data plane
/// asks as well. Every value that breaks one is named, with what to write instead. Pure.
/// </summary>
internal static class RouteValidator
{
    private const string WhoAnswers = "/pool";
    private const string ActionPointer = "/action";

    /// <summary>The route that the request asks for; only whole where nothing was added to the errors.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="former">The route that is to be replaced; <c>null</c> for a new one.</param>
    /// <param name="id">The identity of a new one.</param>
    /// <param name="current">The configuration that it joins.</param>
    /// <param name="errors">Takes what is wrong; may hold mistakes of type already.</param>
    public static State.Model.Route? Read(
        RouteRequest request,
        State.Model.Route? former,
        string id,
        ConfigurationSnapshot current,
        List<FieldError> errors
    )
    {
        var name = NameRules.Read(
            request.Name,
            former,
            ResourceWords.Route,
            current.Routes,
            current,
            errors
        );
        var route = new State.Model.Route
        {
            Id = former?.Id ?? id,
            Name = name ?? "",
            PoolId = request.Pool is { } pool
                ? PoolReference.Read(pool, WhoAnswers, current, errors)?.Id
                : null,
            Priority = request.Priority ?? 0,
            Match = MatchReader.Read(request.Match ?? new(), "/match", errors),
            Action = new ActionReader(current, errors).Read(request.Action ?? new(), ActionPointer),
            Limits = LimitsValidator.Read(request.Limits ?? new(), "/limits", errors),
            CreatedRevision = former?.CreatedRevision ?? Revision.None,
            CreatedAt = former?.CreatedAt ?? default,
        };
        AddBroken(route, errors);
        return name is null ? null : route;
    }

    /// <summary>Adds what breaks the rules, but for what only follows from a mistake that was named already.</summary>
    private static void AddBroken(State.Model.Route route, List<FieldError> errors)
    {
        var named = errors.Select(static error => error.Pointer).ToList();
        errors.AddRange(
            RouteRules
                .Check(route)
                .Where(problem => !named.Exists(pointer => Follows(problem.Place, pointer)))
                .Select(problem => new FieldError(
                    problem.Place,
                    problem.Place == WhoAnswers && NobodyAnswers(route)
                        ? Problems.Required
                        : Problems.BadRoute,
                    problem.Message
                ))
        );
    }

    private static bool NobodyAnswers(State.Model.Route route) =>
        route is { PoolId: null, Action: { Split: null, Redirect: null, Answer: null } };

    private static bool Follows(string place, string named) =>
        place == named
        || named.StartsWith($"{place}/", StringComparison.Ordinal)
        // Who was to answer could not be read.
        || (place == WhoAnswers && named.StartsWith(ActionPointer, StringComparison.Ordinal));
}
