using System.Security.Cryptography;

namespace LbPlatform.ControlPlane.Http;

/// <summary>
/// Entity tags: <c>"r17-4b0c6f1f2a9d"</c> is the revision of a resource and a digest of the answer that shows it. A
/// change asks for the revision alone, so that a flip of health refuses nobody's edit; a reader asks for the whole, so
/// that nobody keeps an answer that would be another now (health, inherited settings). Pure.
/// </summary>
internal static class EntityTags
{
    // 48 bits: two answers of one revision that share it are not met in practice.
    private const int DigestBytes = 6;

    /// <summary>The tag of the configuration alone, as a change may expect it.</summary>
    public static string Of(Revision revision) => $"\"r{revision}\"";

    /// <summary>The tag of an answer.</summary>
    public static string Of(Revision revision, ReadOnlySpan<byte> answer)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(answer, digest);
        return $"\"r{revision}-{Convert.ToHexStringLower(digest[..DigestBytes])}\"";
    }

    /// <summary>Whether If-Match has this revision's tag, with or without a digest, or any (<c>*</c>). Strong (RFC 9110).</summary>
    public static bool Expects(string ifMatch, Revision revision)
    {
        var alone = Of(revision);
        var withDigest = $"{alone[..^1]}-";
        return Split(ifMatch)
            .Any(tag =>
                tag == "*"
                || tag == alone
                || (
                    tag.StartsWith(withDigest, StringComparison.Ordinal)
                    && tag.Length > withDigest.Length + 1
                    && tag.IndexOf('"', 1) == tag.Length - 1
                )
            );
    }

    /// <summary>Whether If-None-Match has this very tag, or any (<c>*</c>). Weak (RFC 9110).</summary>
    public static bool Knows(string ifNoneMatch, string tag) =>
        Split(ifNoneMatch)
            .Any(known =>
                known == "*"
                || known == tag
                || (
                    known.StartsWith("W/", StringComparison.Ordinal)
                    && known.AsSpan(2).SequenceEqual(tag)
                )
            );

    private static string[] Split(string header) =>
        header.Split(',', StringSplitOptions.TrimEntries);
}
