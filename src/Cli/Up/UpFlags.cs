namespace LbPlatform.Cli.Up;

/// <summary>What was typed after <c>lb up</c>, as it was typed; <c>null</c> where a flag was not given.</summary>
internal sealed record UpFlags
{
    public bool Demo { get; init; }
    public string? Data { get; init; }
    public string? Port { get; init; }
    public string? TlsCert { get; init; }
    public string? TlsKey { get; init; }
    public string? HttpsPort { get; init; }
    public string? ControlPort { get; init; }
    public string? AdminPort { get; init; }
    public string? PollerPort { get; init; }
    public string? DemoPorts { get; init; }
    public string? Servers { get; init; }
    public string? Backends { get; init; }
    public string? HealthPath { get; init; }
    public string? Interval { get; init; }
    public string? Timeout { get; init; }
    public string? ExpectedStatus { get; init; }
    public string? HealthyThreshold { get; init; }
    public string? UnhealthyThreshold { get; init; }
    public string? DrainTimeout { get; init; }
    public bool AccessLog { get; init; }
    public bool BackendHeader { get; init; }
}
