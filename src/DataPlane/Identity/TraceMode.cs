namespace LbPlatform.DataPlane.Identity;

/// <summary>What becomes of <c>traceparent</c> and <c>tracestate</c>.</summary>
public enum TraceMode
{
    /// <summary>They pass as the client sent them.</summary>
    PassThrough,

    /// <summary>The trace goes on with a span of ours; what is not valid by the W3C's rules is dropped.</summary>
    Continue,

    /// <summary>They are dropped.</summary>
    Off,
}
