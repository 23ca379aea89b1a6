namespace LbPlatform.State.Model;

/// <summary>How the data plane talks to the backends of a pool. What a property leaves out is the platform's default.</summary>
public sealed record BackendTransport
{
    /// <summary>HTTP/1.1, system certificate authorities, no PROXY protocol.</summary>
    public static BackendTransport Default { get; } = new();

    /// <summary>The version of HTTP that requests are sent in.</summary>
    public BackendProtocol Protocol { get; init; }
}
