namespace LbPlatform.State.Model;

/// <summary>What a probe asks. Whether it does so over TLS says the backend's URL, or <see cref="ProbeSettings.Tls"/>.</summary>
public enum ProbeKind
{
    /// <summary>An HTTP request, in the version that the pool's transport speaks.</summary>
    Http,

    /// <summary>A connection; with text to send and text to expect, a short talk.</summary>
    Tcp,

    /// <summary>The call grpc.health.v1.Health/Check, over HTTP/2 whatever the pool's transport speaks.</summary>
    Grpc,
}
