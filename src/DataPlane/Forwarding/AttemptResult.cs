namespace LbPlatform.DataPlane.Forwarding;

/// <summary>What became of one attempt to forward a request.</summary>
internal enum AttemptResult
{
    /// <summary>The client has the backend's response.</summary>
    Answered,

    /// <summary>No connection came about; nothing was sent.</summary>
    NotConnected,

    /// <summary>No connection was tried: the backend has no address that it may have; nothing was sent.</summary>
    Forbidden,

    /// <summary>The backend said that it has not looked at the request (RFC 9113, 8.7).</summary>
    Refused,

    /// <summary>An idle connection had ended, which was seen before anything was sent on it.</summary>
    Unsent,

    /// <summary>An idle connection had ended, which was seen only when the request had been sent on it.</summary>
    Stale,

    /// <summary>The backend answered that it cannot, and another one is asked.</summary>
    Rejected,

    /// <summary>No answer began within the time that one attempt may take.</summary>
    TryTimedOut,

    /// <summary>The backend has fallen silent, and the request was taken away from it before an answer began.</summary>
    Silent,

    /// <summary>The connection broke after the request was sent and before a response head came.</summary>
    Broken,

    /// <summary>No response head came in time.</summary>
    TooSlow,

    /// <summary>What came back is no HTTP response that can be passed on.</summary>
    Malformed,

    /// <summary>The response broke off after its head.</summary>
    CutShort,

    /// <summary>The client's request, most likely its body, is at fault.</summary>
    ClientFault,

    /// <summary>The client has gone.</summary>
    ClientGone,
}
