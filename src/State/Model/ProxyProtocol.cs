namespace LbPlatform.State.Model;

/// <summary>The version of the PROXY protocol with which a connection to a backend begins.</summary>
public enum ProxyProtocol
{
    /// <summary>None: the backend sees the data plane's address.</summary>
    Off,

    /// <summary>Version 1, a line of text.</summary>
    V1,

    /// <summary>Version 2, binary.</summary>
    V2,
}
