namespace LbPlatform.Wire.Tests.Support;

/// <summary>A request that the strict parser accepts. Text is Latin-1: each character is a byte.</summary>
internal sealed record ParsedRequest(
    string Method,
    string Target,
    string Version,
    IReadOnlyList<(string Name, string Value)> Fields,
    string Body
)
{
    public string StartLine => $"{Method} {Target} {Version}";

    public IEnumerable<string> Lines => Fields.Select(static one => $"{one.Name}: {one.Value}");

    public IEnumerable<string> Values(string name) =>
        Fields
            .Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(static one => one.Value);

    public bool Has(string name) => Values(name).Any();

    public override string ToString() =>
        $"{StartLine}\n{string.Join('\n', Lines)}\n\n{(Body.Length > 200 ? $"{Body.Length} bytes" : Body)}";
}
