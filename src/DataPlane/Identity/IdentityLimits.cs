namespace LbPlatform.DataPlane.Identity;

/// <summary>How much of what others say about the client is read.</summary>
internal static class IdentityLimits
{
    /// <summary>The most that may be set for the hops that are followed.</summary>
    public const int MostHops = 64;

    /// <summary>Characters of one field, all its lines together; a longer one is not believed.</summary>
    public const int LongestField = 4096;

    /// <summary>Characters of a host with its port (RFC 1035: 255).</summary>
    public const int LongestHost = 261;

    /// <summary>Characters of a path prefix.</summary>
    public const int LongestPrefix = 1024;

    /// <summary>Characters of a request id that came from a trusted proxy.</summary>
    public const int LongestRequestId = 128;
}
