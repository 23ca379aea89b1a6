using System.Collections.Immutable;

namespace LbPlatform.State.Model;

/// <summary>What one request of a route, and all of them together, may take. <c>null</c> is no limit of the route's own.</summary>
public sealed record RouteLimits
{
    /// <summary>Rate limits that one route may have: a request asks each of them.</summary>
    public const int MostRateLimits = 8;

    /// <summary>Most requests in flight that may be allowed.</summary>
    public const int MostRequestsInFlight = 1_000_000;

    /// <summary>Highest rate that may be demanded of clients, in bytes per second.</summary>
    public const int HighestRate = 1_000_000;

    /// <summary>No limits.</summary>
    public static RouteLimits None { get; } = new();

    /// <summary>Longest request body, in bytes; longer ones are answered 413.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>How many requests may come in a time; more are answered 429. At most <see cref="MostRateLimits"/>.</summary>
    public ImmutableArray<RateLimit> RateLimits { get; init; } = [];

    /// <summary>Requests in flight at a time; further ones are answered 503.</summary>
    public int? MaxRequestsInFlight { get; init; }

    /// <summary>Requests in flight at a time from one client; further ones are answered 429.</summary>
    public int? MaxRequestsInFlightPerClient { get; init; }

    /// <summary>The networks that clients must come from; others are answered 403.</summary>
    public NetworkList? Allow { get; init; }

    /// <summary>Networks whose clients are answered 403, also where <see cref="Allow"/> names them.</summary>
    public NetworkList? Deny { get; init; }

    /// <summary>
    /// Lowest average rate, in bytes per second, at which a client may send a body; slower ones are answered 408. 0 is any
    /// rate, <c>null</c> the listener's.
    /// </summary>
    public int? MinRequestBytesPerSecond { get; init; }

    /// <summary>
    /// Lowest rate, in bytes per second, at which a client may take a response that waits for it; slower ones are broken
    /// off. 0 is any rate, <c>null</c> the listener's.
    /// </summary>
    public int? MinResponseBytesPerSecond { get; init; }

    /// <summary>By value: the store reads equal limits into other arrays.</summary>
    public bool Equals(RouteLimits? other) =>
        other is not null
        && MaxBodyBytes == other.MaxBodyBytes
        && Rates.SequenceEqual(other.Rates)
        && MaxRequestsInFlight == other.MaxRequestsInFlight
        && MaxRequestsInFlightPerClient == other.MaxRequestsInFlightPerClient
        && Equals(Allow, other.Allow)
        && Equals(Deny, other.Deny)
        && MinRequestBytesPerSecond == other.MinRequestBytesPerSecond
        && MinResponseBytesPerSecond == other.MinResponseBytesPerSecond;

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(
            MaxBodyBytes,
            Rates.Length,
            MaxRequestsInFlight,
            MaxRequestsInFlightPerClient,
            Allow,
            Deny,
            MinRequestBytesPerSecond,
            MinResponseBytesPerSecond
        );

    private ImmutableArray<RateLimit> Rates => RateLimits.IsDefault ? [] : RateLimits;
}
