using System.Collections.Immutable;

namespace LbPlatform.DataPlane.Upgrades;

/// <summary>What connections of a listener may switch to; compiled once. Immutable.</summary>
internal sealed class UpgradePlan
{
    /// <summary>Where nothing is set.</summary>
    public static readonly UpgradePlan Default = Of(new());

    private readonly ImmutableArray<string> _others;

    private UpgradePlan(UpgradeOptions options)
    {
        HasWebSocket = options.WebSocket;
        _others = [.. options.Protocols];
        IdleTimeout = options.IdleTimeout;
    }

    /// <summary>Whether WebSocket is forwarded.</summary>
    public bool HasWebSocket { get; }

    /// <summary>Longest silence of a switched connection; zero for no limit.</summary>
    public TimeSpan IdleTimeout { get; }

    /// <summary>Compiles <paramref name="options"/>, which were found good.</summary>
    public static UpgradePlan Of(UpgradeOptions options) => new(options);

    /// <summary>
    /// The first protocol of an <c>Upgrade</c> field that may be asked for; <c>null</c> where there is none. WebSocket begins
    /// with a GET (RFC 6455, 4.1).
    /// </summary>
    public string? Choose(string method, string upgrade)
    {
        foreach (var part in upgrade.AsSpan().Split(','))
        {
            var protocol = upgrade.AsSpan()[part].Trim(" \t");
            if (protocol.Equals(Upgrade.WebSocket, StringComparison.OrdinalIgnoreCase))
            {
                if (HasWebSocket && HttpMethods.IsGet(method))
                {
                    return Upgrade.WebSocket;
                }

                continue;
            }

            foreach (var other in _others)
            {
                if (protocol.Equals(other, StringComparison.OrdinalIgnoreCase))
                {
                    return other;
                }
            }
        }

        return null;
    }
}
