namespace LbPlatform.ControlPlane.Http;

/// <summary>The revision of a resource as a strong entity tag: <c>"r17"</c>.</summary>
internal static class EntityTags
{
    public static string Of(Revision revision) => $"\"r{revision}\"";

    /// <summary>Whether a header's list of tags has this revision's, or any (<c>*</c>).</summary>
    public static bool Matches(string header, Revision revision)
    {
        var wanted = Of(revision);
        return header
            .Split(',', StringSplitOptions.TrimEntries)
            .Any(tag => tag == "*" || tag == wanted);
    }
}
