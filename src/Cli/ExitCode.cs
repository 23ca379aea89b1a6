namespace LbPlatform.Cli;

/// <summary>What the command says to a script, the same for every verb.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It could not be done: the reason stands on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file that it names is malformed.</summary>
    public const int Usage = 2;

    public const int NotFound = 3;

    /// <summary>The control plane refused the change.</summary>
    public const int Refused = 4;

    public const int Unreachable = 5;
}
