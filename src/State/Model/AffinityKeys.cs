namespace LbPlatform.State.Model;

/// <summary>The keys that affinity cookies are signed with: the newest, and those before it that are accepted still.</summary>
public sealed record AffinityKeys
{
    /// <summary>Keys that are accepted at a time, at most; beyond, the oldest is not any more.</summary>
    public const int Most = 8;

    /// <summary>
    /// Time between a key's making and its first use: every data plane knows it by then. One that does not would take the
    /// cookies of another for forgeries.
    /// </summary>
    public static readonly TimeSpan Spread = TimeSpan.FromSeconds(10);

    /// <summary>None yet: the first is made when the first pool asks for cookies.</summary>
    public static AffinityKeys None { get; } = new();

    /// <summary>The keys, oldest first.</summary>
    public IReadOnlyList<AffinityKey> Keys { get; init; } = [];

    /// <summary>These with a new one, which the others are accepted beside for <paramref name="keep"/>.</summary>
    public AffinityKeys Rotate(DateTimeOffset now, TimeSpan keep)
    {
        var end = now + keep;
        var kept = Keys.Where(key => key.AcceptedUntil is not { } until || until > now)
            .Select(key => key with { AcceptedUntil = Earlier(key.AcceptedUntil, end) })
            .TakeLast(Most - 1);
        var number = Keys.Count == 0 ? 1 : Keys[^1].Number + 1;
        return new() { Keys = [.. kept, AffinityKey.Make(number, now)] };
    }

    /// <summary>The keys without what must stay secret, for the audit trail.</summary>
    public AffinityKeys WithoutSecrets() =>
        new() { Keys = [.. Keys.Select(static key => key.WithoutSecret())] };

    /// <summary>Keys are told apart by what they are: each read of the store makes them anew.</summary>
    public bool Equals(AffinityKeys? other) => other is not null && Keys.SequenceEqual(other.Keys);

    /// <inheritdoc />
    public override int GetHashCode() => Keys.Count == 0 ? 0 : Keys[^1].GetHashCode();

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) =>
        one is { } set && set < other ? set : other;
}
