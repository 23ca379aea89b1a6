namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// No connection came about: not a byte of the request was sent, so that any request may go to another backend. A
/// type of its own so that nothing else is mistaken for it.
/// </summary>
internal sealed class BackendConnectException(
    ConnectFault fault,
    string message,
    Exception? innerException = null
) : IOException(message, innerException)
{
    public ConnectFault Fault => fault;
}
