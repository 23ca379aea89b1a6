namespace LbPlatform.DataPlane.Forwarding;

/// <summary>A request's body, which knows whether the client handler has begun to send it: not before the head is sent.</summary>
internal abstract class RequestContent : HttpContent
{
    /// <summary>Whether sending began; while it has not, the backend can have acted on nothing.</summary>
    public bool HasBegun { get; protected set; }

    /// <summary>Whether all of it was sent.</summary>
    public bool IsWhole { get; protected set; }
}
