namespace LbPlatform.Poller.Probing;

/// <summary>How far a probe has come.</summary>
internal enum ProbeStep
{
    /// <summary>Looking the host's addresses up.</summary>
    Resolve,

    /// <summary>Connecting.</summary>
    Connect,

    /// <summary>Shaking hands over TLS.</summary>
    Handshake,

    /// <summary>Sending the request and waiting for the answer's head.</summary>
    Answer,

    /// <summary>Looking for the expected text in what follows.</summary>
    Body,
}
