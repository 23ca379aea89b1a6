namespace LbPlatform.Cli.Up.Seeding;

/// <summary>A backend that an empty store begins with: the body of <c>POST /backends</c>.</summary>
/// <param name="Name">What to call it; <c>null</c> leaves that to the control plane.</param>
/// <param name="Url">Where it listens.</param>
internal sealed record BackendSeed(string? Name, BackendUrl Url);
