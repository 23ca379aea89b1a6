using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Matching;

/// <summary>Makes the conditions of a route of a request. <see cref="RouteRules"/> judges the values. Pure.</summary>
internal static class MatchReader
{
    /// <summary>The conditions that the request asks for; what is missing or no word is noted.</summary>
    public static RouteMatch Read(MatchRequest request, string pointer, List<FieldError> errors)
    {
        var rules = new FieldRules(Problems.BadRoute, pointer, errors);
        return new()
        {
            Hosts = [.. request.Hosts ?? []],
            Path = request.Path ?? RouteMatch.Everything.Path,
            PathKind = rules.Word<PathKind>(request.PathKind, "pathKind") ?? default,
            Methods = [.. request.Methods ?? []],
            Headers = Read(request.Headers, rules.Of("headers")),
            Query = Read(request.Query, rules.Of("query")),
        };
    }

    private static ValueList<FieldMatch> Read(
        IReadOnlyList<ConditionRequest>? requests,
        FieldRules list
    ) => [.. (requests ?? []).Select((request, at) => Read(request, list.Of($"{at}")))];

    private static FieldMatch Read(ConditionRequest request, FieldRules rules)
    {
        var kind = rules.Word<FieldMatchKind>(request.Kind, "kind") ?? default;
        if (!ConditionRequest.ReadsValue(kind))
        {
            if (request.Value is not null)
            {
                rules.Refuse(
                    "value",
                    $"Whether it is {EnumWords.Of(kind)} does not depend on a value. Leave 'value' out, or set 'kind' to 'exact'."
                );
            }
        }
        else
        {
            rules.Require(request.Value, "value", "1");
        }

        return new()
        {
            Name = rules.Require(request.Name, "name", "X-Beta"),
            Kind = kind,
            Value = request.Value ?? "",
        };
    }
}
