using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>What one HTTP/2 connection may take of this process.</summary>
internal static class Http2Bounds
{
    /// <summary>Requests at a time; as RFC 9113, 6.5.2 recommends at least, and as NGINX and Envoy allow about.</summary>
    public const int Streams = 100;

    /// <summary>Bytes of the table of fields (HPACK), the standard's own.</summary>
    public const int HeaderTable = 4 * 1024;

    /// <summary>Bytes of one frame, the standard's own: a larger one holds up the others for longer.</summary>
    public const int Frame = 16 * 1024;

    /// <summary>Bytes of one field with its name.</summary>
    public const int Field = 32 * 1024;

    /// <summary>Bytes of all requests' bodies together that a client may send ahead.</summary>
    public const int ConnectionWindow = 1024 * 1024;

    /// <summary>Bytes of one request's body that a client may send ahead: what an upload with 20 ms of delay needs for 200 Mbit/s.</summary>
    public const int StreamWindow = 512 * 1024;

    /// <summary>A connection on which nothing came for so long is asked whether its client still lives.</summary>
    public static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    /// <summary>It is closed when the answer takes longer.</summary>
    public static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    public static void Set(Http2Limits limits)
    {
        limits.MaxStreamsPerConnection = Streams;
        limits.HeaderTableSize = HeaderTable;
        limits.MaxFrameSize = Frame;
        limits.MaxRequestHeaderFieldSize = Field;
        limits.InitialConnectionWindowSize = ConnectionWindow;
        limits.InitialStreamWindowSize = StreamWindow;
        limits.KeepAlivePingDelay = PingDelay;
        limits.KeepAlivePingTimeout = PingTimeout;
    }
}
