namespace LbPlatform.DataPlane.Listeners.Redirection;

/// <summary>Strict-Transport-Security (RFC 6797). Pure.</summary>
internal static class Hsts
{
    /// <summary>The field's value; <c>null</c> where nothing is to be said.</summary>
    public static string? FieldOf(ListenerHstsOptions options) =>
        options.MaxAge <= TimeSpan.Zero
            ? null
            : $"max-age={(long)options.MaxAge.TotalSeconds}"
                + (options.IncludeSubdomains ? "; includeSubDomains" : "")
                + (options.Preload ? "; preload" : "");
}
