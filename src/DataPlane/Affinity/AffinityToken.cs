using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>
/// The value of an affinity cookie: <c>key.issued.backend.signature</c>. The signature is HMAC-SHA256 over the pool's id and
/// what stands before it, so that a cookie of one pool says nothing in another. Pure.
/// </summary>
/// <param name="Key">The number of the key that signed it.</param>
/// <param name="IssuedAt">When it was signed, to the second, UTC.</param>
/// <param name="BackendId">The backend's id.</param>
internal readonly record struct AffinityToken(int Key, DateTimeOffset IssuedAt, string BackendId)
{
    /// <summary>Longest value that is looked at, in characters: an id is 26, a signature 43.</summary>
    public const int Longest = 160;

    /// <summary>How far clocks of two data planes may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const int Signature = 43;
    private const int Parts = 4;

    /// <summary>The value that ties a client of <paramref name="poolId"/> to the backend.</summary>
    public static string Write(AffinityKey key, string poolId, string backendId, DateTimeOffset now)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{key.Number}.{now.ToUnixTimeSeconds():x}.{backendId}"
        );
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(key, poolId, text, signature);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Reads a value; <c>null</c> where it is malformed, forged, another pool's, or its key is not accepted.</summary>
    public static AffinityToken? Read(
        ReadOnlySpan<char> value,
        AffinityKeyRing keys,
        string poolId,
        DateTimeOffset now
    )
    {
        Span<Range> parts = stackalloc Range[Parts + 1];
        if (value.Length > Longest || value.Split(parts, '.') != Parts)
        {
            return null;
        }

        var signature = value[parts[3]];
        if (
            signature.Length != Signature
            || !int.TryParse(value[parts[0]], NumberStyles.None, null, out var number)
            || keys.Find(number, now) is not { } key
            || !long.TryParse(value[parts[1]], NumberStyles.AllowHexSpecifier, null, out var issued)
            || issued < 0
            || issued > (now + Skew).ToUnixTimeSeconds()
            || !IsSigned(key, poolId, value[..^(Signature + 1)], signature)
        )
        {
            return null;
        }

        return new(number, DateTimeOffset.FromUnixTimeSeconds(issued), value[parts[2]].ToString());
    }

    private static bool IsSigned(
        AffinityKey key,
        string poolId,
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> signature
    )
    {
        Span<byte> theirs = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> ours = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (
            !Ascii.IsValid(text)
            || !Base64Url.IsValid(signature)
            || !Base64Url.TryDecodeFromChars(signature, theirs, out var length)
            || length != theirs.Length
        )
        {
            return false;
        }

        Sign(key, poolId, text, ours);
        return CryptographicOperations.FixedTimeEquals(ours, theirs);
    }

    private static void Sign(
        AffinityKey key,
        string poolId,
        ReadOnlySpan<char> text,
        Span<byte> signature
    )
    {
        Span<byte> signed = stackalloc byte[poolId.Length + 1 + text.Length];
        Encoding.ASCII.GetBytes(poolId, signed);
        signed[poolId.Length] = (byte)' ';
        Encoding.ASCII.GetBytes(text, signed[(poolId.Length + 1)..]);
        HMACSHA256.HashData(key.Secret, signed, signature);
    }
}
