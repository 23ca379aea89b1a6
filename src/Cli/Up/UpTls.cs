namespace LbPlatform.Cli.Up;

/// <summary>The https:// listener that <c>lb up</c> was asked for.</summary>
/// <param name="Certificate">The certificate's file, as it was given.</param>
/// <param name="Key">The private key's file; <c>null</c> where it is in <paramref name="Certificate"/>.</param>
/// <param name="Port">Where it listens.</param>
internal sealed record UpTls(string Certificate, string? Key, int Port)
{
    /// <summary>The port where none is named.</summary>
    public const int DefaultPort = 8443;
}
