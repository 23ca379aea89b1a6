namespace LbPlatform.State.Model;

/// <summary>Identities given by the store: version 7 UUIDs (RFC 9562) as 32 lower-case hexadecimal digits.</summary>
public static class ResourceId
{
    private const int Length = 32;

    /// <summary>A new identity of the instant <paramref name="now"/>.</summary>
    public static string New(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");

    /// <summary>Whether <paramref name="text"/> has the form of an identity.</summary>
    public static bool IsValid(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Length && text.All(char.IsAsciiHexDigitLower);
    }
}
