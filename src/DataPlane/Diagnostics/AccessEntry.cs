namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>One finished request, as it is logged.</summary>
internal readonly record struct AccessEntry(
    string Client,
    string Method,
    string Target,
    string Protocol,
    int Status,
    long Bytes,
    TimeSpan Total,
    string Backend,
    TimeSpan Upstream,
    int Attempts,
    string Error,
    string? RequestId,
    string? TraceId
)
{
    /// <summary>The ids that the request has, each after a space.</summary>
    public string Ids =>
        (RequestId is null ? "" : $" id={RequestId}")
        + (TraceId is null ? "" : $" trace={TraceId}");
}
