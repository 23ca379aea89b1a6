using System.Globalization;
using LbPlatform.DataPlane.Identity;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>
/// By a signed cookie that names the backend: nothing is remembered here, so that a restart forgets nobody and every data
/// plane knows everybody.
/// </summary>
internal sealed class CookieAffinity(AffinitySettings settings, string poolId, AffinityKeyRing keys)
    : PoolAffinity(settings)
{
    /// <summary>Cookies of our name that are looked at in one request; a client of good faith sends one.</summary>
    public const int MostLooks = 4;

    private readonly string _attributes =
        "; Path=/; HttpOnly; SameSite="
        + settings.SameSite
        + (
            settings.MaxAge == TimeSpan.Zero
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"; Max-Age={(long)settings.MaxAge.TotalSeconds}"
                )
        );

    /// <summary>The cookie's name.</summary>
    public string Name { get; } = settings.Name ?? AffinitySettings.DefaultCookie;

    /// <inheritdoc />
    public override Session? Begin(HttpContext context, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var looks = 0;
        var cookies = CookieFields.Find(context.Request.Headers.Cookie, Name);
        while (looks++ < MostLooks && cookies.MoveNext())
        {
            if (
                AffinityToken.Read(cookies.Current, keys, poolId, now) is { } token
                && !IsOver(token, now)
            )
            {
                return new CookieSession(this, token.BackendId, NeedsRenewal(token, now), now);
            }
        }

        return new CookieSession(this, null, needsRenewal: false, now);
    }

    /// <summary>The Set-Cookie field that ties the client to the backend; <c>null</c> while there is no key.</summary>
    public string? Write(HttpContext context, string backendId, DateTimeOffset now)
    {
        if (keys.CurrentAt(now) is not { } key)
        {
            return null;
        }

        var isEncrypted =
            context.Request.IsHttps
            || Uri.UriSchemeHttps.Equals(
                RequestIdentity.Of(context).Scheme,
                StringComparison.OrdinalIgnoreCase
            );
        // Browsers refuse one for all sites that may travel unencrypted.
        var secure = isEncrypted || Settings.SameSite == CookieSameSite.None ? "; Secure" : "";
        return $"{Name}={AffinityToken.Write(key, poolId, backendId, now)}{_attributes}{secure}";
    }

    private bool IsOver(AffinityToken token, DateTimeOffset now) =>
        Settings.MaxAge > TimeSpan.Zero && token.IssuedAt + Settings.MaxAge <= now;

    /// <summary>Half of its life is over, or its key is about to be: a client that keeps coming stays known.</summary>
    private bool NeedsRenewal(AffinityToken token, DateTimeOffset now) =>
        (Settings.MaxAge > TimeSpan.Zero && token.IssuedAt + (Settings.MaxAge / 2) <= now)
        || keys.CurrentAt(now)?.Number != token.Key;
}
