using System.Collections.Immutable;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Routing;

/// <summary>What a route asks of a request beside its host and path. Immutable.</summary>
internal sealed class RouteConditions
{
    private readonly ImmutableArray<string> _methods;
    private readonly ImmutableArray<FieldCondition> _headers;
    private readonly ImmutableArray<FieldCondition> _query;

    private RouteConditions(RouteMatch match)
    {
        _methods = [.. match.Methods];
        _headers = [.. match.Headers.Select(FieldCondition.OfHeader)];
        _query = [.. match.Query.Select(FieldCondition.OfParameter)];
    }

    /// <summary>The conditions; <c>null</c> where there are none.</summary>
    public static RouteConditions? Of(RouteMatch match) =>
        match.Methods.Count + match.Headers.Count + match.Query.Count == 0 ? null : new(match);

    /// <summary>Whether the request meets all of them.</summary>
    public bool AreMet(in RouteRequest request)
    {
        if (_methods.Length > 0 && !HasMethod(request.Method))
        {
            return false;
        }

        foreach (var header in _headers)
        {
            if (!IsMet(header, request.Headers))
            {
                return false;
            }
        }

        foreach (var parameter in _query)
        {
            if (!QueryText.Meets(request.Query, parameter))
            {
                return false;
            }
        }

        return true;
    }

    private bool HasMethod(string method)
    {
        foreach (var wanted in _methods)
        {
            if (string.Equals(wanted, method, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMet(FieldCondition condition, IHeaderDictionary headers)
    {
        var values = headers[condition.Name];
        if (condition.Kind == FieldMatchKind.Absent)
        {
            return values.Count == 0;
        }

        foreach (var value in values)
        {
            if (condition.Accepts(value))
            {
                return true;
            }
        }

        return false;
    }
}
