namespace LbPlatform.State.Health;

/// <summary>
/// What became of a probe: a closed list of words shared by database, API, logs and metrics, each written in lower
/// case (HAProxy's check codes are the model).
/// </summary>
public enum ProbeOutcome
{
    /// <summary>An expected answer in time.</summary>
    Ok,

    /// <summary>An expected answer, later than the backend should need.</summary>
    Slow,

    /// <summary>An answer with an unexpected status code.</summary>
    Status,

    /// <summary>Nobody listens: the connection was refused or the host is unreachable.</summary>
    Refused,

    /// <summary>No complete answer in time.</summary>
    Timeout,

    /// <summary>The host name has no address.</summary>
    Dns,

    /// <summary>The TLS handshake failed.</summary>
    Tls,

    /// <summary>The connection broke before the answer was complete.</summary>
    Reset,

    /// <summary>What came back is not HTTP, or not gRPC where that was asked.</summary>
    Protocol,

    /// <summary>The answer's body, or what a TCP server sent, has not the expected text.</summary>
    Body,

    /// <summary>The poller stopped before the answer came.</summary>
    Cancelled,

    /// <summary>The poller itself could not probe (no descriptor, no memory, no way to any host): says nothing of the backend.</summary>
    Error,

    /// <summary>The answer's head has not the expected field.</summary>
    Header,

    /// <summary>The gRPC server says that it, or the service asked for, does not serve.</summary>
    Serving,

    /// <summary>The gRPC server does not know the service asked for, or has no health service.</summary>
    Service,

    /// <summary>The gRPC call ended with another status than OK.</summary>
    Rpc,

    /// <summary>The host has only addresses that no backend may have; nothing was connected to.</summary>
    Forbidden,
}
