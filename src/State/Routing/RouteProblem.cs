namespace LbPlatform.State.Routing;

/// <summary>A value of a route that breaks a rule.</summary>
/// <param name="Place">Where it stands: a JSON pointer (RFC 6901) into the route, such as <c>/match/hosts/0</c>.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record RouteProblem(string Place, string Message);
