namespace LbPlatform.Cli.Up.Preflight;

/// <summary>A port that a child will listen on.</summary>
/// <param name="Port">The port.</param>
/// <param name="Flag">The flag that names another.</param>
/// <param name="Reach">Who can connect to it.</param>
internal sealed record Listener(int Port, string Flag, Reach Reach);
