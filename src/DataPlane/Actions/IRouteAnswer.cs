namespace LbPlatform.DataPlane.Actions;

/// <summary>Answers requests of a route without a backend.</summary>
internal interface IRouteAnswer
{
    /// <summary>What it is, in a word: that of <c>ExplainedAnswer</c>.</summary>
    string Kind { get; }

    /// <summary>Answers a request for <paramref name="target"/>.</summary>
    Task WriteAsync(HttpContext context, string target);
}
