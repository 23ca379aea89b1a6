using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Identity;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// What a route's limits ask of a request, compiled once per change of them. Its counters outlive it: what a change leaves
/// alone goes on counting.
/// </summary>
internal sealed class RouteGuard
{
    // Of this process: nobody outside can make up two values that are counted together.
    private static readonly long HashSeed = Random.Shared.NextInt64();

    private readonly Counters _counters;

    private RouteGuard(RouteLimits limits, ImmutableArray<RateTable> rates, Counters counters)
    {
        Limits = limits;
        Rates = rates;
        _counters = counters;
        RequestRate = BodyRate.Of(limits.MinRequestBytesPerSecond);
        ResponseRate = BodyRate.Of(limits.MinResponseBytesPerSecond);
    }

    /// <summary>The limits that it was made from.</summary>
    public RouteLimits Limits { get; }

    /// <summary>The rate limits, with what they have counted.</summary>
    public ImmutableArray<RateTable> Rates { get; }

    /// <summary>The lowest rate of a request's body; <c>null</c> leaves it to the listener.</summary>
    public BodyRate? RequestRate { get; }

    /// <summary>The lowest rate of a response; <c>null</c> leaves it to the listener.</summary>
    public BodyRate? ResponseRate { get; }

    /// <summary>Requests in flight, as far as they are counted.</summary>
    public int InFlight => Volatile.Read(ref _counters.InFlight);

    /// <summary>The guard of a route with these limits; <c>null</c> where there are none.</summary>
    public static RouteGuard? Of(RouteLimits limits, RouteGuard? former)
    {
        if (limits.Equals(RouteLimits.None))
        {
            return null;
        }

        var kept = former?.Rates.ToList() ?? [];
        var rates = limits.RateLimits.Select(limit =>
        {
            var same = kept.FindIndex(table => table.Limit == limit);
            if (same < 0)
            {
                return new RateTable(limit);
            }

            var table = kept[same];
            kept.RemoveAt(same);
            return table;
        });
        return new(limits, [.. rates], former?._counters ?? new());
    }

    /// <summary>Refuses a request that a limit stands against; else counts it, until <see cref="Leave"/>.</summary>
    public ErrorAnswer? Enter(HttpContext context, RequestIdentity client, TimeSpan now) =>
        !Admits(client) ? LimitTexts.Denied : TakeRates(context, client, now) ?? Count(client);

    /// <summary>As <see cref="Enter"/> would judge a request that is only asked about: nothing is counted.</summary>
    public ErrorAnswer? Peek(HttpContext context, RequestIdentity client, TimeSpan now) =>
        !Admits(client) ? LimitTexts.Denied
        : PeekRates(context, client, now) is { } limited ? limited
        : InFlight >= Limits.MaxRequestsInFlight ? LimitTexts.RouteBusy
        : _counters.Clients.Of(client.Key) >= Limits.MaxRequestsInFlightPerClient
            ? LimitTexts.ClientBusy
        : null;

    /// <summary>A request that <see cref="Enter"/> let in has ended.</summary>
    public void Leave(RequestIdentity client)
    {
        if (Limits.MaxRequestsInFlight is not null)
        {
            Interlocked.Decrement(ref _counters.InFlight);
        }

        if (Limits.MaxRequestsInFlightPerClient is not null)
        {
            _counters.Clients.Leave(client.Key);
        }
    }

    private bool Admits(RequestIdentity client) =>
        Limits.Deny?.Contains(client.Bits) != true && Limits.Allow?.Contains(client.Bits) != false;

    private ErrorAnswer? TakeRates(HttpContext context, RequestIdentity client, TimeSpan now)
    {
        // Where there are several, all are asked first: a request that one refuses counts at none.
        if (Rates.Length > 1 && PeekRates(context, client, now) is { } limited)
        {
            return limited;
        }

        foreach (var table in Rates)
        {
            var verdict = table.Take(KeyOf(table.Limit, context, client), now);
            if (!verdict.IsAllowed)
            {
                return LimitTexts.RateLimited(table.Limit, verdict.RetryAfter);
            }
        }

        return null;
    }

    private ErrorAnswer? PeekRates(HttpContext context, RequestIdentity client, TimeSpan now)
    {
        foreach (var table in Rates)
        {
            var verdict = table.Peek(KeyOf(table.Limit, context, client), now);
            if (!verdict.IsAllowed)
            {
                return LimitTexts.RateLimited(table.Limit, verdict.RetryAfter);
            }
        }

        return null;
    }

    private ErrorAnswer? Count(RequestIdentity client)
    {
        if (
            Limits.MaxRequestsInFlight is { } most
            && Interlocked.Increment(ref _counters.InFlight) > most
        )
        {
            Interlocked.Decrement(ref _counters.InFlight);
            return LimitTexts.RouteBusy;
        }

        if (
            Limits.MaxRequestsInFlightPerClient is { } mostOfOne
            && !_counters.Clients.TryEnter(client.Key, mostOfOne)
        )
        {
            if (Limits.MaxRequestsInFlight is not null)
            {
                Interlocked.Decrement(ref _counters.InFlight);
            }

            return LimitTexts.ClientBusy;
        }

        return null;
    }

    private static UInt128 KeyOf(RateLimit limit, HttpContext context, RequestIdentity client) =>
        limit.By switch
        {
            RateLimitKey.Client => client.Key,
            RateLimitKey.Header => HashOf(context.Request.Headers[limit.Header ?? ""].ToString()),
            RateLimitKey.Route => UInt128.Zero,
            _ => throw new ArgumentOutOfRangeException(nameof(limit), limit.By, null),
        };

    /// <summary>A key of the same size for every value, however long clients make theirs.</summary>
    private static UInt128 HashOf(string value) =>
        XxHash128.HashToUInt128(MemoryMarshal.AsBytes(value.AsSpan()), HashSeed);

    private sealed class Counters
    {
        public int InFlight;

        public KeyedCounts Clients { get; } = new();
    }
}
