using System.Security.Cryptography;

namespace LbPlatform.State.Model;

/// <summary>A secret that affinity cookies are signed with, the same on every data plane.</summary>
public sealed record AffinityKey
{
    /// <summary>Bytes of a secret: what HMAC-SHA256 makes full use of.</summary>
    public const int SecretBytes = 32;

    /// <summary>1, 2, 3 and so on; a cookie names it.</summary>
    public required int Number { get; init; }

    /// <summary>The secret itself.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Until when cookies signed with it are accepted, UTC; <c>null</c> while it has no successor.</summary>
    public DateTimeOffset? AcceptedUntil { get; init; }

    /// <summary>A new one.</summary>
    public static AffinityKey Make(int number, DateTimeOffset now) =>
        new()
        {
            Number = number,
            Secret = RandomNumberGenerator.GetBytes(SecretBytes),
            MadeAt = now,
        };

    /// <summary>The key without what must stay secret, for the audit trail.</summary>
    public AffinityKey WithoutSecret() => this with { Secret = [] };

    /// <summary>Secrets are told apart by their bytes.</summary>
    public bool Equals(AffinityKey? other) =>
        other is not null
        && Number == other.Number
        && MadeAt == other.MadeAt
        && AcceptedUntil == other.AcceptedUntil
        && CryptographicOperations.FixedTimeEquals(Secret, other.Secret);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Number, MadeAt, AcceptedUntil);
}
