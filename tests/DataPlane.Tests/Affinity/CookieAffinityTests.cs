using LbPlatform.DataPlane.Affinity;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Affinity;

/// <summary>The life of a cookie, on a clock that the test moves.</summary>
public sealed class CookieAffinityTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTimeProvider _time = new();
    private readonly BackendState _backend = new(Some.Backend("b"));
    private readonly AffinityKeys _keys;

    public CookieAffinityTests() =>
        _keys = AffinityKeys.None.Rotate(_time.GetUtcNow(), TimeSpan.Zero);

    [Fact]
    public void Cookie_InItsFirstHalf_IsNotSetAgain()
    {
        var cookie = Ask(null, 2 * Hour)!;
        _time.Advance(Hour - TimeSpan.FromSeconds(1));

        Assert.Null(Ask(cookie, 2 * Hour));
    }

    [Fact]
    public void Cookie_InItsSecondHalf_IsRenewed()
    {
        var cookie = Ask(null, 2 * Hour)!;
        _time.Advance(Hour);

        var renewed = Ask(cookie, 2 * Hour);

        Assert.NotNull(renewed);
        Assert.NotEqual(cookie, renewed);
        _time.Advance(Hour - TimeSpan.FromSeconds(1));
        Assert.Null(Ask(renewed, 2 * Hour));
    }

    /// <summary>Whatever the browser does: a life that is over ties nobody.</summary>
    [Fact]
    public void Cookie_AfterItsLife_IsNobodys()
    {
        var cookie = Ask(null, Hour)!;
        _time.Advance(Hour);
        var other = new BackendState(Some.Backend("other"));

        var context = Begin(cookie, Hour, out var session);
        session.Answer(context, other);

        Assert.False(context.Response.Headers.ContainsKey(Session.Field));
        Assert.NotEmpty(context.Response.Headers.SetCookie.ToString());
    }

    [Fact]
    public void Cookie_OfASession_IsNotSetAgain()
    {
        var cookie = Ask(null, TimeSpan.Zero)!;
        _time.Advance(TimeSpan.FromDays(300));

        Assert.Null(Ask(cookie, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("http", CookieSameSite.Lax, false)]
    [InlineData("https", CookieSameSite.Lax, true)]
    [InlineData("https", CookieSameSite.Strict, true)]
    [InlineData("http", CookieSameSite.None, true)]
    public void Cookie_Secure_WhereTheConnectionIs(
        string scheme,
        CookieSameSite sameSite,
        bool isSecure
    )
    {
        var context = Begin(null, Hour, out var session, sameSite);
        context.Request.Scheme = scheme;

        session.Answer(context, _backend);

        var field = context.Response.Headers.SetCookie.ToString();
        Assert.Equal(isSecure, field.EndsWith("; Secure", StringComparison.Ordinal));
        Assert.Contains($"; HttpOnly; SameSite={sameSite}", field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "private")]
    [InlineData("max-age=60", "max-age=60,private")]
    [InlineData("public, max-age=60", "public, max-age=60,private")]
    [InlineData("no-store", "no-store")]
    [InlineData("Private, max-age=3", "Private, max-age=3")]
    public void Cookie_Answer_IsNobodyElses(string said, string expected)
    {
        var context = Begin(null, Hour, out var session);
        context.Response.Headers.CacheControl = said;

        session.Answer(context, _backend);

        Assert.Equal(expected, context.Response.Headers.CacheControl.ToString().TrimStart(','));
    }

    [Fact]
    public void Begin_ManyCookiesOfTheName_SoManyAreLookedAt()
    {
        var good = Ask(null, Hour);
        var bad = string.Concat(Enumerable.Repeat("lb-affinity=x; ", CookieAffinity.MostLooks));

        Assert.NotNull(Ask($"{bad}{good}", Hour));
        Assert.Null(Ask($"lb-affinity=x; {good}", Hour));
    }

    /// <summary>The cookie that the answer sets to a request with that one.</summary>
    private string? Ask(string? cookie, TimeSpan maxAge)
    {
        var context = Begin(cookie, maxAge, out var session);
        session.Answer(context, _backend);
        Assert.False(context.Response.Headers.ContainsKey(Session.Field));
        return context.Response.Headers.SetCookie is { Count: 1 } set
            ? set.ToString().Split(';')[0]
            : null;
    }

    private DefaultHttpContext Begin(
        string? cookie,
        TimeSpan maxAge,
        out Session session,
        CookieSameSite sameSite = CookieSameSite.Lax
    )
    {
        var context = new DefaultHttpContext();
        if (cookie is not null)
        {
            context.Request.Headers.Cookie = cookie;
        }

        var affinity = PoolAffinity.Of(
            Some.Pool() with
            {
                Affinity = new()
                {
                    Kind = AffinityKind.Cookie,
                    MaxAge = maxAge,
                    SameSite = sameSite,
                },
            },
            _keys
        )!;
        session = affinity.Begin(context, _time)!;
        return context;
    }
}
