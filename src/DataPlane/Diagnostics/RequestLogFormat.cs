namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>How requests are logged.</summary>
public enum RequestLogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A line of JSON for programs.</summary>
    Json,
}
