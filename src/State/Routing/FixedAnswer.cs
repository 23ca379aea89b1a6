namespace LbPlatform.State.Routing;

/// <summary>An answer that needs no backend.</summary>
public sealed record FixedAnswer
{
    /// <summary>The status, 200 to 599.</summary>
    public int Status { get; init; } = 200;

    /// <summary>What the body is; not sent where there is no body.</summary>
    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    /// <summary>The body, at most <see cref="RouteBounds.LargestBody"/> bytes of UTF-8.</summary>
    public string Body { get; init; } = "";

    /// <summary>Further headers.</summary>
    public ValueList<HeaderField> Headers { get; init; } = [];
}
