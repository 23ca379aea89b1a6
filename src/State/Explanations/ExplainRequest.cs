namespace LbPlatform.State.Explanations;

/// <summary>A request that somebody wonders about; what is left out is as in the simplest one.</summary>
public sealed record ExplainRequest
{
    /// <summary>Most headers that it may name.</summary>
    public const int MostHeaders = 100;

    /// <summary>Longest method, in characters.</summary>
    public const int LongestMethod = 64;

    /// <summary>Longest host, in characters.</summary>
    public const int LongestHost = 512;

    /// <summary>Longest path, query included, in characters.</summary>
    public const int LongestPath = 16 * 1024;

    /// <summary>Longest name of a header, in characters.</summary>
    public const int LongestName = 256;

    /// <summary>Longest value of a header, in characters.</summary>
    public const int LongestValue = 16 * 1024;

    /// <summary>The method. Default GET.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The Host field, with the port where there is one. Default localhost.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>The request target as the client writes it: path and query, percent-encoded. Default /.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Header fields by name; Host is not among them.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address that connects, which is a proxy's where one stands before us. Default 127.0.0.1.</summary>
    public string Client { get; init; } = "127.0.0.1";

    /// <summary>
    /// The URL of the listener that it comes to, as GET /nodes shows it; <c>null</c> is the first one that has the
    /// <see cref="Scheme"/>.
    /// </summary>
    public string? Listener { get; init; }

    /// <summary>http or https, where no listener is named; <c>null</c> is any.</summary>
    public string? Scheme { get; init; }
}
