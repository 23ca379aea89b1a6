namespace LbPlatform.State.Model;

/// <summary>What of a request is hashed.</summary>
public enum HashSource
{
    /// <summary>The client's address.</summary>
    Source,

    /// <summary>A request header; the client's address where it is missing.</summary>
    Header,

    /// <summary>A cookie; the client's address where it is missing.</summary>
    Cookie,

    /// <summary>The path, without query.</summary>
    Path,
}
