using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Protection;

/// <summary>The bounds of what may be said about limits, each with its remedy. Pure.</summary>
internal static class ProtectionOptionsRules
{
    /// <summary>Most connections or requests at a time that may be allowed.</summary>
    public const int Most = 10_000_000;

    /// <summary>Shortest and longest request line, and head: less fails ordinary browsers, more is a way to take memory.</summary>
    public const int ShortestLineBytes = 256;

    /// <inheritdoc cref="ShortestLineBytes"/>
    public const int LongestHeadBytes = 1024 * 1024;

    /// <summary>Most fields of a head.</summary>
    public const int MostFields = 10_000;

    /// <summary>Shortest time to a complete head, and of idleness: the server looks once a second.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with these options; empty where nothing is.</summary>
    public static IEnumerable<string> Refuse(DataPlaneOptions options) =>
        [
            .. RefuseLimits("Limits", options.Limits),
            .. options.Listeners.SelectMany(
                (listener, at) =>
                    RefuseOwn($"Listeners:{at}:Limits", listener.Limits, options.Limits)
            ),
            .. RefuseOverload(options.Overload),
        ];

    private static IEnumerable<string> RefuseLimits(string key, LimitsOptions limits) =>
        [
            .. Number($"{key}:MaxConnections", limits.MaxConnections, 0, Most),
            .. Number($"{key}:MaxConnectionsPerClient", limits.MaxConnectionsPerClient, 0, Most),
            .. Networks($"{key}:Allow", limits.Allow),
            .. Networks($"{key}:Deny", limits.Deny),
            .. Number(
                $"{key}:MaxRequestLineBytes",
                limits.MaxRequestLineBytes,
                ShortestLineBytes,
                LongestHeadBytes
            ),
            .. Number(
                $"{key}:MaxHeadBytes",
                limits.MaxHeadBytes,
                ShortestLineBytes,
                LongestHeadBytes
            ),
            .. Number($"{key}:MaxFields", limits.MaxFields, 1, MostFields),
            .. Time($"{key}:HeadTimeout", limits.HeadTimeout, DataPlaneOptions.LongestTimeout),
            .. Time($"{key}:IdleTimeout", limits.IdleTimeout, DataPlaneOptions.LongestTimeout),
            .. Number($"{key}:MaxBodyBytes", limits.MaxBodyBytes, 0, long.MaxValue),
            .. Rate($"{key}:MinRequestBytesPerSecond", limits.MinRequestBytesPerSecond),
            .. Rate($"{key}:MinResponseBytesPerSecond", limits.MinResponseBytesPerSecond),
            .. Time($"{key}:RateGrace", limits.RateGrace, DataPlaneOptions.LongestTimeout),
        ];

    /// <summary>A listener's own limits: what the server holds for all of them can only be made tighter.</summary>
    private static IEnumerable<string> RefuseOwn(
        string key,
        ListenerLimitsOptions own,
        LimitsOptions server
    ) =>
        [
            .. Number($"{key}:MaxConnections", own.MaxConnections ?? 0, 0, Most),
            .. Number($"{key}:MaxConnectionsPerClient", own.MaxConnectionsPerClient ?? 0, 0, Most),
            .. Networks($"{key}:Allow", own.Allow ?? ""),
            .. Networks($"{key}:Deny", own.Deny ?? ""),
            .. Number(
                $"{key}:MaxRequestLineBytes",
                own.MaxRequestLineBytes ?? server.MaxRequestLineBytes,
                ShortestLineBytes,
                server.MaxRequestLineBytes
            ),
            .. Number(
                $"{key}:MaxHeadBytes",
                own.MaxHeadBytes ?? server.MaxHeadBytes,
                ShortestLineBytes,
                server.MaxHeadBytes
            ),
            .. Number($"{key}:MaxFields", own.MaxFields ?? server.MaxFields, 1, server.MaxFields),
            .. Time(
                $"{key}:HeadTimeout",
                own.HeadTimeout ?? server.HeadTimeout,
                server.HeadTimeout
            ),
            .. Time(
                $"{key}:IdleTimeout",
                own.IdleTimeout ?? server.IdleTimeout,
                server.IdleTimeout
            ),
            .. Number($"{key}:MaxBodyBytes", own.MaxBodyBytes ?? 0, 0, long.MaxValue),
            .. Rate($"{key}:MinRequestBytesPerSecond", own.MinRequestBytesPerSecond ?? 0),
            .. Rate($"{key}:MinResponseBytesPerSecond", own.MinResponseBytesPerSecond ?? 0),
            .. Time(
                $"{key}:RateGrace",
                own.RateGrace ?? server.RateGrace,
                DataPlaneOptions.LongestTimeout
            ),
        ];

    private static IEnumerable<string> RefuseOverload(OverloadOptions overload) =>
        [
            .. Number("Overload:MaxConnections", overload.MaxConnections, 1, Most),
            .. Number("Overload:MaxRequestsInFlight", overload.MaxRequestsInFlight, 1, Most),
            .. Number("Overload:MaxMemoryBytes", overload.MaxMemoryBytes, 0, long.MaxValue),
            .. Time(
                "Overload:PressedIdleTimeout",
                overload.PressedIdleTimeout,
                DataPlaneOptions.LongestTimeout
            ),
        ];

    private static IEnumerable<string> Number(string key, long number, long least, long most) =>
        number >= least && number <= most
            ? []
            : [$"DataPlane:{key} is {number}; it must lie between {least} and {most}."];

    private static IEnumerable<string> Rate(string key, int rate) =>
        Number(key, rate, 0, RouteLimits.HighestRate);

    private static IEnumerable<string> Time(string key, TimeSpan time, TimeSpan longest) =>
        time >= ShortestTime && time <= longest
            ? []
            :
            [
                $"DataPlane:{key} is {DurationText.Format(time)}; it must lie between {DurationText.Format(ShortestTime)} and {DurationText.Format(longest)}.",
            ];

    private static IEnumerable<string> Networks(string key, string text) =>
        text.Length == 0 || NetworkList.TryParse(text, out _, out var fault)
            ? []
            : [$"DataPlane:{key}: {fault}"];
}
