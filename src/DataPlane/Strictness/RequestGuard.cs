namespace LbPlatform.DataPlane.Strictness;

/// <summary>Holds requests against the rules, once each and before anything else is done with them. Pure.</summary>
internal sealed class RequestGuard(IReadOnlyList<RequestRule> rules)
{
    /// <summary>The first rule that <paramref name="context"/>'s request breaks; <c>null</c> where it breaks none.</summary>
    public RequestRule? FindBroken(HttpContext context)
    {
        var head = new RequestHead(context);
        // By index: an enumerator would be an object for each request.
        for (var at = 0; at < rules.Count; at++)
        {
            if (rules[at].IsBroken(head))
            {
                return rules[at];
            }
        }

        return null;
    }
}
