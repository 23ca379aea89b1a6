namespace LbPlatform.State.Explanations;

/// <summary>An answer that no backend gives.</summary>
/// <param name="Kind">What gives it: <c>fixed</c>, <c>redirect</c>, <c>redirectToHttps</c> or <c>options</c>.</param>
/// <param name="Status">The status code.</param>
/// <param name="Location">Where the client is sent; <c>null</c> where it is not sent anywhere.</param>
public sealed record ExplainedAnswer(string Kind, int Status, string? Location);
