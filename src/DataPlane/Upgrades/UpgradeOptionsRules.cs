using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Upgrades;

/// <summary>What is wrong with <see cref="UpgradeOptions"/>, in words and with the remedy. Pure.</summary>
internal static class UpgradeOptionsRules
{
    private const int LongestName = 64;

    /// <summary>HTTP by another way would pass by every rule for requests.</summary>
    private static readonly string[] Http = ["h2c", "h2", "HTTP", "TLS"];

    /// <summary>All faults; <paramref name="key"/> is the section's own.</summary>
    public static IEnumerable<string> Refuse(string key, UpgradeOptions options)
    {
        if (options.Protocols.Count > UpgradeOptions.MostProtocols)
        {
            yield return $"{key}:Protocols has {options.Protocols.Count} names; {UpgradeOptions.MostProtocols} at most.";
        }

        foreach (var protocol in options.Protocols)
        {
            var name = protocol.Split('/')[0];
            if (Http.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{key}:Protocols has '{protocol}'; requests in it would pass by every rule here. Remove it.";
            }
            else if (name.Equals(Upgrade.WebSocket, StringComparison.OrdinalIgnoreCase))
            {
                yield return $"{key}:Protocols has '{protocol}'; that is switched by {key}:WebSocket.";
            }
            else if (
                protocol.Length is 0 or > LongestName
                || !protocol.All(static c => char.IsAsciiLetterOrDigit(c) || "-._+/".Contains(c))
            )
            {
                yield return $"{key}:Protocols has '{protocol}'; write a protocol's name such as 'tcp'.";
            }
        }

        if (
            options.IdleTimeout != TimeSpan.Zero
            && (
                options.IdleTimeout < DataPlaneOptions.ShortestTimeout
                || options.IdleTimeout > DataPlaneOptions.LongestTimeout
            )
        )
        {
            yield return $"{key}:IdleTimeout is {DurationText.Format(options.IdleTimeout)}; it must be 0 or lie between {DurationText.Format(DataPlaneOptions.ShortestTimeout)} and {DurationText.Format(DataPlaneOptions.LongestTimeout)}.";
        }
    }
}
