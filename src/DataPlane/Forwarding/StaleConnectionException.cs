namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// A connection that had been idle was ended by the backend before any byte of an answer came. A type of its own so that
/// the client handler does not send again by itself, and <see cref="RetryRules"/> can decide.
/// </summary>
internal sealed class StaleConnectionException(
    bool wasSent,
    string message,
    Exception? innerException = null
) : IOException(message, innerException)
{
    /// <summary>Whether the request may have reached the backend.</summary>
    public bool WasSent => wasSent;
}
