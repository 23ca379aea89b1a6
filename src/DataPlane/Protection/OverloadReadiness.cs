using LbPlatform.Hosting;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// Whether new work is refused. It leaves the process ready: were each overloaded node taken out, the rest would have its
/// work as well.
/// </summary>
internal sealed class OverloadReadiness(OverloadGuard overload) : IReadinessCheck
{
    public IEnumerable<ReadinessLine> Check() =>
        overload.Shortage is { } what
            ?
            [
                new(
                    "overload",
                    ReadinessState.Degraded,
                    $"{what} are used up, new work is refused ({overload.Shed} so far)"
                ),
            ]
            : [];
}
