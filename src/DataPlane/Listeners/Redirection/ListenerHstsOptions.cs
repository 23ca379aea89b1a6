namespace LbPlatform.DataPlane.Listeners.Redirection;

/// <summary>
/// What an https:// listener tells browsers for the time to come (RFC 6797). Section <c>DataPlane:Listeners:N:Hsts</c>. A
/// backend's own field is replaced.
/// </summary>
public sealed class ListenerHstsOptions
{
    /// <summary>Longest time that may be set: two years, what lists of preloaded sites ask for at most.</summary>
    public static readonly TimeSpan LongestMaxAge = TimeSpan.FromDays(730);

    /// <summary>How long a browser speaks to this host over TLS only. Default 0: nothing is said.</summary>
    public TimeSpan MaxAge { get; set; }

    /// <summary>Whether that holds for all hosts below it too. Default false.</summary>
    public bool IncludeSubdomains { get; set; }

    /// <summary>Whether browsers may ship it in their lists. Hard to take back. Default false.</summary>
    public bool Preload { get; set; }
}
