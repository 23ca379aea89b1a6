namespace LbPlatform.Cli.Up.Preflight;

/// <summary>From where a listener can be reached.</summary>
internal enum Reach
{
    /// <summary>From this machine.</summary>
    Loopback,

    /// <summary>From everywhere.</summary>
    Everyone,
}
