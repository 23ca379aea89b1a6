namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Fields and content that a client sends as one request of HTTP/2, and what must come of them.</summary>
/// <param name="Name">What is odd about them; unique.</param>
/// <param name="Section">The RFC's number and the section that decides.</param>
/// <param name="Fields">All fields, in their order, pseudo-fields included.</param>
/// <param name="Expected">
/// The status and, behind a blank, the start line that the backend received; <c>reset</c> for the stream's end with
/// an error, <c>goaway</c> for the connection's.
/// </param>
internal sealed record Http2Case(
    string Name,
    string Section,
    (string Name, string Value)[] Fields,
    string Expected
)
{
    /// <summary>The content; <c>null</c> where the fields end the request.</summary>
    public string? Body { get; init; }

    /// <summary>Fields behind the content.</summary>
    public (string Name, string Value)[] Trailers { get; init; } = [];

    /// <summary>The rule of ours that refuses it; <c>null</c> where the server itself does, or nobody.</summary>
    public string? Rule { get; init; }

    /// <summary>Lines that the request has at the backend.</summary>
    public string[] Has { get; init; } = [];

    /// <summary>Names of fields that it has not.</summary>
    public string[] Lacks { get; init; } = [];

    public override string ToString() => Name;
}
