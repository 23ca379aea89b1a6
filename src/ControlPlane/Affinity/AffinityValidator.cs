namespace LbPlatform.ControlPlane.Affinity;

/// <summary>The rules of affinity, each value by itself and with its kind. Pure.</summary>
internal static class AffinityValidator
{
    private const string Name = "name";

    /// <summary>What the request asks for; what is wrong is noted and left out.</summary>
    public static AffinitySettings Read(
        AffinityRequest request,
        string pointer,
        List<FieldError> errors
    )
    {
        var before = errors.Count;
        var rules = new FieldRules(Problems.BadAffinity, pointer, errors);
        var read = new AffinitySettings
        {
            Kind = rules.Word<AffinityKind>(request.Kind, "kind") ?? default,
            Name = request.Name,
            MaxAge =
                rules.Duration(
                    request.MaxAge,
                    "maxAge",
                    AffinitySettings.ShortestMaxAge,
                    AffinitySettings.LongestMaxAge
                ) ?? TimeSpan.Zero,
            SameSite = rules.Word<CookieSameSite>(request.SameSite, "sameSite") ?? default,
        };
        if (errors.Count > before)
        {
            return read;
        }

        RefuseName(read, rules);
        if (read.Kind == AffinityKind.Cookie)
        {
            return read.Name == AffinitySettings.DefaultCookie ? read with { Name = null } : read;
        }

        RefuseUnused(request.MaxAge is not null, "maxAge", read.Kind, rules);
        RefuseUnused(request.SameSite is not null, "sameSite", read.Kind, rules);
        return read;
    }

    private static void RefuseName(AffinitySettings read, FieldRules rules)
    {
        switch (read.Kind)
        {
            case AffinityKind.Header when !IsToken(read.Name):
                rules.Refuse(
                    Name,
                    $"Name the header in 'name': 1 to {AffinitySettings.LongestName} letters, digits and !#$%&'*+-.^_`|~, for example 'X-Session'."
                );
                break;
            case AffinityKind.Cookie when read.Name is not null && !IsToken(read.Name):
                rules.Refuse(
                    Name,
                    $"'{Shown.Short(read.Name)}' is no name of a cookie: 1 to {AffinitySettings.LongestName} letters, digits and !#$%&'*+-.^_`|~. Leave it out for '{AffinitySettings.DefaultCookie}'."
                );
                break;
            case AffinityKind.None or AffinityKind.Source:
                RefuseUnused(read.Name is not null, Name, read.Kind, rules);
                break;
        }
    }

    private static void RefuseUnused(bool isSet, string name, AffinityKind kind, FieldRules rules)
    {
        if (isSet)
        {
            rules.Refuse(
                name,
                $"The kind is {EnumWords.Of(kind)}, which reads no {name}. Set {name} to null, or kind to 'cookie'."
            );
        }
    }

    /// <summary>The names of RFC 9110, which cookies share (RFC 6265).</summary>
    private static bool IsToken(string? name) =>
        name is { Length: > 0 and <= AffinitySettings.LongestName }
        && name.All(static c =>
            char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)
        );
}
