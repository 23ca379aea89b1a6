namespace LbPlatform.ControlPlane.Affinity;

/// <summary>Whether a pool's clients stay with their backend. What is absent or null is the default.</summary>
internal sealed record AffinityRequest
{
    /// <summary>none (default), cookie (a signed one of ours), header or source (the client's address).</summary>
    /// <example>cookie</example>
    public string? Kind { get; init; }

    /// <summary>The header's name, or the cookie's: lb-affinity by default.</summary>
    /// <example>lb-affinity</example>
    public string? Name { get; init; }

    /// <summary>How long a cookie lives after it was last used, 1s to 400d; until the browser is closed by default.</summary>
    /// <example>12h</example>
    public string? MaxAge { get; init; }

    /// <summary>With which requests of other sites the cookie is sent: lax (default), strict or none.</summary>
    /// <example>lax</example>
    public string? SameSite { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static AffinityRequest Read(ObjectReader source)
    {
        var read = new AffinityRequest
        {
            Kind = source.Text("kind", "\"cookie\""),
            Name = source.Text("name", "\"lb-affinity\""),
            MaxAge = source.Text("maxAge", "\"12h\""),
            SameSite = source.Text("sameSite", "\"lax\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>
    /// What was set of these, which a patch is applied to: defaults that a kind brings along go when the kind goes.
    /// </summary>
    public static AffinityRequest SetIn(AffinitySettings settings) =>
        Of(settings) with
        {
            Name = settings.Name,
            SameSite = settings.SameSite == default ? null : EnumWords.Of(settings.SameSite),
        };

    /// <summary>The request that would set these; it is also how an answer shows them. What has no effect is absent.</summary>
    public static AffinityRequest Of(AffinitySettings settings)
    {
        var isCookie = settings.Kind == AffinityKind.Cookie;
        return new()
        {
            Kind = EnumWords.Of(settings.Kind),
            Name = isCookie ? settings.Name ?? AffinitySettings.DefaultCookie : settings.Name,
            MaxAge = settings.MaxAge == TimeSpan.Zero ? null : DurationText.Format(settings.MaxAge),
            SameSite = isCookie ? EnumWords.Of(settings.SameSite) : null,
        };
    }
}
