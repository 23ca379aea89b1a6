namespace LbPlatform.Hosting;

/// <summary>One thing that /readyz looks at.</summary>
/// <param name="Name">What it is, in one word or two.</param>
/// <param name="State">How it is.</param>
/// <param name="Detail">The figures or the reason.</param>
public sealed record ReadinessLine(string Name, ReadinessState State, string Detail)
{
    /// <inheritdoc />
    public override string ToString() =>
        State switch
        {
            ReadinessState.Ready => $"[+] {Name}: {Detail}",
            ReadinessState.Degraded => $"[!] {Name}: {Detail}",
            _ => $"[-] {Name}: {Detail}",
        };
}
