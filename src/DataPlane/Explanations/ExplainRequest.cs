namespace LbPlatform.DataPlane.Explanations;

/// <summary>A request that somebody wonders about; what is left out is as in the simplest one.</summary>
internal sealed record ExplainRequest
{
    /// <summary>Longest one that is read, in bytes.</summary>
    public const int LongestBody = 64 * 1024;

    /// <summary>Most headers that it may name.</summary>
    public const int MostHeaders = 100;

    /// <summary>The method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The Host field, with the port where there is one.</summary>
    public string Host { get; init; } = "";

    /// <summary>The target in origin form: path and query, percent-encoded.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Header fields, by name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The client's address; <c>null</c> is one that is not known.</summary>
    public string? Client { get; init; }
}
