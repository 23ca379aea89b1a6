namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Bytes that a client sends on a connection of its own, and what must come of them.</summary>
/// <param name="Name">What is odd about them; unique.</param>
/// <param name="Section">The RFC's number and the section that decides.</param>
/// <param name="Sent">The bytes, in Latin-1.</param>
internal sealed record WireCase(string Name, string Section, string Sent)
{
    /// <summary>The statuses of the answers, in order; none where the connection just ends.</summary>
    public required int[] Statuses { get; init; }

    /// <summary>The whole requests that the backend receives, in order.</summary>
    public Reached[] Reaches { get; init; } = [];

    /// <summary>Whether the connection ends after the answers; else the next request on it must be answered.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether the client ends its side behind the bytes; it may be told, with 400, that they are too few.</summary>
    public bool EndsSending { get; init; }

    /// <summary>The rule of ours that refuses it; <c>null</c> where the server itself does, or nobody.</summary>
    public string? Rule { get; init; }

    public override string ToString() => Name;
}
