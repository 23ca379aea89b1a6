using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Protection;

/// <summary>What a client may take of one listener, all said. Immutable. 0 is no limit.</summary>
internal sealed record ListenerLimits
{
    public required int MaxConnections { get; init; }
    public required int MaxConnectionsPerClient { get; init; }
    public required NetworkList? Allow { get; init; }
    public required NetworkList? Deny { get; init; }
    public required int MaxRequestLineBytes { get; init; }
    public required int MaxHeadBytes { get; init; }
    public required int MaxFields { get; init; }

    /// <summary>Time to the first complete head, where it is shorter than the server's own.</summary>
    public required TimeSpan? OwnHeadTimeout { get; init; }

    /// <summary>Time without a request, where it is shorter than the server's own.</summary>
    public required TimeSpan? OwnIdleTimeout { get; init; }

    public required long MaxBodyBytes { get; init; }
    public required int MinRequestBytesPerSecond { get; init; }
    public required int MinResponseBytesPerSecond { get; init; }
    public required TimeSpan RateGrace { get; init; }

    /// <summary>What <paramref name="own"/> says, and <paramref name="defaults"/> where it says nothing. Both are valid.</summary>
    public static ListenerLimits Of(LimitsOptions defaults, ListenerLimitsOptions own) =>
        new()
        {
            MaxConnections = own.MaxConnections ?? defaults.MaxConnections,
            MaxConnectionsPerClient =
                own.MaxConnectionsPerClient ?? defaults.MaxConnectionsPerClient,
            Allow = Read(own.Allow ?? defaults.Allow),
            Deny = Read(own.Deny ?? defaults.Deny),
            MaxRequestLineBytes = own.MaxRequestLineBytes ?? defaults.MaxRequestLineBytes,
            MaxHeadBytes = own.MaxHeadBytes ?? defaults.MaxHeadBytes,
            MaxFields = own.MaxFields ?? defaults.MaxFields,
            OwnHeadTimeout = own.HeadTimeout < defaults.HeadTimeout ? own.HeadTimeout : null,
            OwnIdleTimeout = own.IdleTimeout < defaults.IdleTimeout ? own.IdleTimeout : null,
            MaxBodyBytes = own.MaxBodyBytes ?? defaults.MaxBodyBytes,
            MinRequestBytesPerSecond =
                own.MinRequestBytesPerSecond ?? defaults.MinRequestBytesPerSecond,
            MinResponseBytesPerSecond =
                own.MinResponseBytesPerSecond ?? defaults.MinResponseBytesPerSecond,
            RateGrace = own.RateGrace ?? defaults.RateGrace,
        };

    /// <summary>Whether connections from the address with these bits are taken.</summary>
    public bool Admits(UInt128 bits) =>
        Deny?.Contains(bits) != true && Allow?.Contains(bits) != false;

    private static NetworkList? Read(string text) =>
        NetworkList.TryParse(text, out var list, out _) ? list : null;
}
