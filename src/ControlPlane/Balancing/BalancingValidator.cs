namespace LbPlatform.ControlPlane.Balancing;

/// <summary>The rules of balancing, each value by itself and those of consistent hashing together. Pure.</summary>
internal static class BalancingValidator
{
    /// <summary>What the request asks for; what is wrong is noted and left out.</summary>
    public static BalancingSettings Read(
        BalancingRequest request,
        string pointer,
        List<FieldError> errors
    )
    {
        var before = errors.Count;
        var rules = new FieldRules(Problems.BadBalancing, pointer, errors);
        var read = new BalancingSettings
        {
            Policy = rules.Word<BalancingPolicy>(request.Policy, "policy") ?? default,
            HashOn = rules.Word<HashSource>(request.HashOn, "hashOn") ?? default,
            HashName = request.HashName,
            BoundedLoadPercent =
                rules.NumberOrOff(
                    request.BoundedLoadPercent,
                    "boundedLoadPercent",
                    BalancingSettings.LeastBoundedLoad,
                    BalancingSettings.MostBoundedLoad
                ) ?? 0,
            ZonePreference =
                rules.Word<ZonePreference>(request.ZonePreference, "zonePreference") ?? default,
            ZoneSpillBelowPercent =
                rules.Number(request.ZoneSpillBelowPercent, "zoneSpillBelowPercent", 0, 100)
                ?? BalancingSettings.DefaultZoneSpillBelow,
        };
        if (errors.Count == before)
        {
            RefuseTogether(read, rules);
        }

        return read;
    }

    private static void RefuseTogether(BalancingSettings read, FieldRules rules)
    {
        if (read.Policy != BalancingPolicy.ConsistentHash)
        {
            RefuseUnused(read, rules);
            return;
        }

        if (read.HashOn is not (HashSource.Header or HashSource.Cookie))
        {
            if (read.HashName is not null)
            {
                rules.Refuse(
                    "hashName",
                    $"It hashes on {EnumWords.Of(read.HashOn)}, which has no name. Set hashName to null, or hashOn to 'header' or 'cookie'."
                );
            }
        }
        else if (!IsToken(read.HashName))
        {
            rules.Refuse(
                "hashName",
                $"To hash on a {EnumWords.Of(read.HashOn)}, name it in 'hashName': 1 to {BalancingSettings.LongestHashName} letters, digits and !#$%&'*+-.^_`|~, for example 'X-User'."
            );
        }
    }

    private static void RefuseUnused(BalancingSettings read, FieldRules rules)
    {
        var isSet = new[]
        {
            ("hashOn", read.HashOn != default),
            ("hashName", read.HashName is not null),
            ("boundedLoadPercent", read.BoundedLoadPercent != 0),
        };
        foreach (var (name, _) in isSet.Where(static field => field.Item2))
        {
            rules.Refuse(
                name,
                $"Only consistentHash reads it, and the policy is {EnumWords.Of(read.Policy)}. Set {name} to null, or policy to 'consistentHash'."
            );
        }
    }

    /// <summary>The names of RFC 9110, which cookies share (RFC 6265).</summary>
    private static bool IsToken(string? name) =>
        name is { Length: > 0 and <= BalancingSettings.LongestHashName }
        && name.All(static c =>
            char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)
        );
}
