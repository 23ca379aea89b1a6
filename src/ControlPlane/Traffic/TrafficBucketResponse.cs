using LbPlatform.State.Store.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>A backend's traffic in a minute or hour, over all data planes.</summary>
/// <param name="At">When the minute or hour begins.</param>
/// <param name="Figures">What came in it.</param>
internal sealed record TrafficBucketResponse(DateTimeOffset At, TrafficFigures Figures)
{
    public static TrafficBucketResponse Of(TrafficBucket bucket) =>
        new(bucket.At, TrafficFigures.Of(bucket.Counts));
}
