namespace LbPlatform.ControlPlane;

/// <summary>Where the API listens. Section <c>ControlPlane</c>.</summary>
internal sealed class ControlPlaneOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ControlPlane";

    /// <summary>
    /// The URL of the API. Default <c>http://127.0.0.1:9080</c>; always of the loopback interface, because whoever
    /// reaches the API may change everything.
    /// </summary>
    public string Url { get; set; } = "http://127.0.0.1:9080";
}
