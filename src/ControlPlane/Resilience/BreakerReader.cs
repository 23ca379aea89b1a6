namespace LbPlatform.ControlPlane.Resilience;

/// <summary>The rules of when a pool is asked no more for a while. Pure.</summary>
internal static class BreakerReader
{
    /// <summary>What the request asks for; what is wrong is noted and left out.</summary>
    public static BreakerSettings Read(BreakerRequest request, FieldRules rules)
    {
        var standard = BreakerSettings.Default;
        return new()
        {
            FailurePercent =
                rules.Number(request.FailurePercent, "failurePercent", 0, 100)
                ?? standard.FailurePercent,
            LeastRequests =
                rules.Number(
                    request.LeastRequests,
                    "leastRequests",
                    1,
                    BreakerSettings.MostLeastRequests
                ) ?? standard.LeastRequests,
            Window =
                rules.Duration(
                    request.Window,
                    "window",
                    BreakerSettings.ShortestTime,
                    BreakerSettings.LongestWindow
                ) ?? standard.Window,
            OpenTime =
                rules.Duration(
                    request.OpenTime,
                    "openTime",
                    BreakerSettings.ShortestTime,
                    BreakerSettings.LongestTime
                ) ?? standard.OpenTime,
            RecoveryTime =
                rules.Duration(
                    request.RecoveryTime,
                    "recoveryTime",
                    TimeSpan.Zero,
                    BreakerSettings.LongestTime
                ) ?? standard.RecoveryTime,
        };
    }
}
