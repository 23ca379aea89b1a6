using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>How long backends may take, 10ms to 1d each. What is absent or null is the data plane's own setting.</summary>
internal sealed record TimeoutsRequest
{
    /// <summary>From the request's arrival to the end of its response, all attempts together.</summary>
    /// <example>30s</example>
    public string? Total { get; init; }

    /// <summary>From the beginning of an attempt to the head of its response.</summary>
    /// <example>5s</example>
    public string? FirstByte { get; init; }

    /// <summary>Longest pause in a body, either way.</summary>
    /// <example>1m</example>
    public string? Activity { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static TimeoutsRequest Read(ObjectReader source)
    {
        var read = new TimeoutsRequest
        {
            Total = source.Text("total", "\"30s\""),
            FirstByte = source.Text("firstByte", "\"5s\""),
            Activity = source.Text("activity", "\"1m\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these; <c>null</c> for none.</summary>
    public static TimeoutsRequest? Of(RouteTimeouts timeouts) =>
        timeouts == RouteTimeouts.Default
            ? null
            : new()
            {
                Total = Text(timeouts.Total),
                FirstByte = Text(timeouts.FirstByte),
                Activity = Text(timeouts.Activity),
            };

    private static string? Text(TimeSpan? duration) =>
        duration is { } known ? DurationText.Format(known) : null;
}
