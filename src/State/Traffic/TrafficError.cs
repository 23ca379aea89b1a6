namespace LbPlatform.State.Traffic;

/// <summary>
/// Why an attempt at a backend got no whole answer: those words of the probe outcomes that can happen to traffic, each written in
/// lower case.
/// </summary>
public enum TrafficError
{
    /// <summary>Nobody listens, or the backend said that it has not looked at the request.</summary>
    Refused,

    /// <summary>No connection, or no answer, in time.</summary>
    Timeout,

    /// <summary>The host name has no address.</summary>
    Dns,

    /// <summary>The TLS handshake failed.</summary>
    Tls,

    /// <summary>The connection broke before the answer was complete.</summary>
    Reset,

    /// <summary>What came back is not HTTP that can be passed on.</summary>
    Protocol,

    /// <summary>The client left, or its request is at fault: not the backend's doing.</summary>
    Cancelled,

    /// <summary>Anything else.</summary>
    Error,
}
