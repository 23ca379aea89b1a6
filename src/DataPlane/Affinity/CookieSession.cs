using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>The tie of a request to a pool with cookies; <paramref name="backendId"/> is <c>null</c> for a new client.</summary>
internal sealed class CookieSession(
    CookieAffinity affinity,
    string? backendId,
    bool needsRenewal,
    DateTimeOffset now
) : Session
{
    private const string Private = "private";

    /// <inheritdoc />
    public override BackendState? Pick(Selection selection, in PickRequest request) =>
        backendId is not null && selection.Keep(backendId, request) is { } kept
            ? kept
            : selection.Picker.Pick(request);

    /// <inheritdoc />
    public override BackendState? HomeIn(Selection selection) =>
        backendId is not null && selection.Eligible.Find(backendId) is >= 0 and var position
            ? selection.Eligible.All[position]
            : null;

    /// <summary>The cookie ends here: no backend has a use for it, and none may tell clients apart by it.</summary>
    public override void Ask(HttpContext context, HttpRequestMessage request)
    {
        var cookies = context.Request.Headers.Cookie;
        var others = CookieFields.Without(cookies, affinity.Name);
        if (others == cookies)
        {
            return;
        }

        request.Headers.Remove(HeaderNames.Cookie);
        if (others.Count > 0)
        {
            request.Headers.TryAddWithoutValidation(
                HeaderNames.Cookie,
                (IEnumerable<string?>)others
            );
        }
    }

    /// <inheritdoc />
    public override void Answer(HttpContext context, BackendState backend)
    {
        var isKept = backend.Id == backendId;
        if (isKept && !needsRenewal)
        {
            return;
        }

        var fields = context.Response.Headers;
        if (backendId is not null && !isKept)
        {
            fields[Field] = Repicked;
        }

        if (affinity.Write(context, backend.Id, now) is { } cookie)
        {
            fields.Append(HeaderNames.SetCookie, cookie);
            KeepFromCaches(fields);
        }
    }

    /// <summary>
    /// Set-Cookie alone does not keep a shared cache from giving the answer, and with it our cookie, to everybody (RFC 9111,
    /// 7.3).
    /// </summary>
    private static void KeepFromCaches(IHeaderDictionary fields)
    {
        var said = fields.CacheControl;
        foreach (var value in said)
        {
            if (
                value is not null
                && (
                    value.Contains("no-store", StringComparison.OrdinalIgnoreCase)
                    || value.Contains(Private, StringComparison.OrdinalIgnoreCase)
                )
            )
            {
                return;
            }
        }

        fields.CacheControl = StringValues.Concat(said, Private);
    }
}
