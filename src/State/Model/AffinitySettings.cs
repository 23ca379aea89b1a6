namespace LbPlatform.State.Model;

/// <summary>Whether a pool's clients stay with their backend, and by what they are known again.</summary>
public sealed record AffinitySettings
{
    /// <summary>The cookie's name where none is given.</summary>
    public const string DefaultCookie = "lb-affinity";

    /// <summary>Longest name of a header or cookie, in characters.</summary>
    public const int LongestName = 64;

    /// <summary>Shortest life of a cookie.</summary>
    public static readonly TimeSpan ShortestMaxAge = TimeSpan.FromSeconds(1);

    /// <summary>Longest life of a cookie: browsers keep none for longer than 400 days.</summary>
    public static readonly TimeSpan LongestMaxAge = TimeSpan.FromDays(400);

    /// <summary>None.</summary>
    public static AffinitySettings Default { get; } = new();

    /// <summary>What ties a client to its backend.</summary>
    public AffinityKind Kind { get; init; }

    /// <summary>The header's or the cookie's name; <see cref="DefaultCookie"/> where a cookie has none.</summary>
    public string? Name { get; init; }

    /// <summary>How long a cookie lives after it was last used; zero until the browser is closed.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>With which requests of other sites the cookie is sent.</summary>
    public CookieSameSite SameSite { get; init; }
}
