namespace LbPlatform.State.Routing;

/// <summary>How a route's path is compared with a request's.</summary>
public enum PathKind
{
    /// <summary>
    /// The request's path begins with it, by whole segments: <c>/a</c> matches <c>/a</c>, <c>/a/</c> and <c>/a/b</c>, not
    /// <c>/ab</c>. A slash at its end means nothing.
    /// </summary>
    Prefix,

    /// <summary>The request's path is it.</summary>
    Exact,

    /// <summary>Segment by segment: <c>*</c> or <c>{name}</c> is any one segment, <c>**</c> at the end any number.</summary>
    Pattern,
}
