namespace LbPlatform.State.Nodes;

/// <summary>A certificate that a data plane shows to clients.</summary>
/// <param name="Listener">The URL of the listener that shows it.</param>
/// <param name="Name">Its file's name without ending.</param>
/// <param name="Subject">Its distinguished name.</param>
/// <param name="Names">The servers that it speaks for, wildcards as such.</param>
/// <param name="NotAfter">When it expires, UTC.</param>
/// <param name="File">Where it lies on the node.</param>
public sealed record CertificateReport(
    string Listener,
    string Name,
    string Subject,
    IReadOnlyList<string> Names,
    DateTimeOffset NotAfter,
    string File
);
