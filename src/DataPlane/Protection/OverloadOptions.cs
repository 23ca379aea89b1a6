namespace LbPlatform.DataPlane.Protection;

/// <summary>When the whole process refuses new work. Section <c>DataPlane:Overload</c>.</summary>
public sealed class OverloadOptions
{
    /// <summary><see cref="MaxConnections"/> where nobody says otherwise.</summary>
    public const int UsualMaxConnections = 50_000;

    /// <summary>
    /// Connections of clients at a time; further ones are closed at once. Default 50000, and never more than half of the
    /// descriptors that the process may have, since each may need one towards a backend.
    /// </summary>
    public int MaxConnections { get; set; } = UsualMaxConnections;

    /// <summary>Requests in flight at a time, WebSockets and long polls among them; further ones are answered 503. Default 20000.</summary>
    public int MaxRequestsInFlight { get; set; } = 20_000;

    /// <summary>
    /// Size of the heap from which new requests are answered 503. Default 0: 70 % of the memory that the process may have.
    /// </summary>
    public long MaxMemoryBytes { get; set; }

    /// <summary>How long an idle connection is kept while something of the above is used up by four fifths. Default 5 s.</summary>
    public TimeSpan PressedIdleTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
