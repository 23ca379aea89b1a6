namespace LbPlatform.DataPlane.Forwarding;

/// <summary>A backend's response that <see cref="ResponseRules"/> refuse; the message completes "It cannot be passed on: ".</summary>
internal sealed class MalformedResponseException(string fault) : IOException(fault);
