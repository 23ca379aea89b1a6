using LbPlatform.State.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace LbPlatform.DataPlane.Actions;

/// <summary>How long a route lets backends take. Immutable but for what it remembers of the last pool.</summary>
internal sealed class TimeoutPlan
{
    private readonly RouteTimeouts _timeouts;
    private volatile Override? _last;

    private TimeoutPlan(RouteTimeouts timeouts) => _timeouts = timeouts;

    /// <summary>From the request's arrival to the end of its response.</summary>
    public TimeSpan? Total => _timeouts.Total;

    /// <summary>From the beginning of an attempt to the head of its response.</summary>
    public TimeSpan? FirstByte => _timeouts.FirstByte;

    /// <summary>Longest pause.</summary>
    public TimeSpan? Activity => _timeouts.Activity;

    /// <summary>Whether a request needs a clock of its own.</summary>
    public bool NeedsDeadline => Total is not null || FirstByte is not null;

    /// <summary>The plan; <c>null</c> where the route sets no time-out.</summary>
    public static TimeoutPlan? Of(RouteTimeouts timeouts) =>
        timeouts == RouteTimeouts.Default ? null : new(timeouts);

    /// <summary>What the forwarder is told, where a pool's backends are told <paramref name="config"/>.</summary>
    public ForwarderRequestConfig Over(ForwarderRequestConfig config)
    {
        if (Activity is null)
        {
            return config;
        }

        var last = _last;
        if (last is null || !ReferenceEquals(last.Of, config))
        {
            last = new(config, config with { ActivityTimeout = Activity });
            _last = last;
        }

        return last.Made;
    }

    private sealed record Override(ForwarderRequestConfig Of, ForwarderRequestConfig Made);
}
