using System.Security.Cryptography;
using System.Text;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>
/// What lets a client ask why about its own request. It is compared in a time that tells nothing of it, kept from backends and
/// written nowhere.
/// </summary>
internal sealed class ExplainToken(string token)
{
    /// <summary>The request's field that has it. It ends here, whether it is right or not.</summary>
    public const string Field = "X-Lb-Explain";

    /// <summary>Shortest token that may be set, in characters: what is shorter is guessed.</summary>
    public const int Shortest = 16;

    /// <summary>Longest token that may be set, in characters.</summary>
    public const int Longest = 256;

    private readonly byte[] _digest = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Whether a token may be set: none at all, or printable ASCII without spaces.</summary>
    public static bool IsGood(string token) =>
        token.Length == 0
        || (
            token.Length is >= Shortest and <= Longest
            && token.All(static c => c is > ' ' and <= '~')
        );

    /// <summary>Whether a request with these fields has it.</summary>
    public bool IsIn(IHeaderDictionary fields)
    {
        if (
            !fields.TryGetValue(Field, out var values)
            || values is not [{ Length: <= Longest } said]
        )
        {
            return false;
        }

        // Digests are compared: their length says nothing, and of the token's own length neither does the time.
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(said), digest);
        return CryptographicOperations.FixedTimeEquals(digest, _digest);
    }
}
