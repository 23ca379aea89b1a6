namespace LbPlatform.ControlPlane.Resilience;

/// <summary>The rules of what a pool does when backends fail, each value by itself and the two times together. Pure.</summary>
internal static class ResilienceValidator
{
    private const int Everything = 100;

    /// <summary>What the request asks for; what is wrong is noted and left out.</summary>
    public static ResilienceSettings Read(
        ResilienceRequest request,
        string pointer,
        List<FieldError> errors
    )
    {
        var rules = new FieldRules(Problems.BadResilience, pointer, errors);
        return new()
        {
            Ejection = Read(request.Ejection ?? new(), rules.Of("ejection")),
            Retry = RetryReader.Read(request.Retry ?? new(), rules.Of("retry")),
            Capacity = Read(request.Capacity ?? new(), rules.Of("capacity")),
            Breaker = BreakerReader.Read(request.Breaker ?? new(), rules.Of("breaker")),
            PanicPercent = rules.Number(request.PanicPercent, "panicPercent", 0, Everything) ?? 0,
            SlowStart =
                rules.Duration(
                    request.SlowStart,
                    "slowStart",
                    TimeSpan.Zero,
                    ResilienceSettings.LongestSlowStart
                ) ?? TimeSpan.Zero,
        };
    }

    private static EjectionSettings Read(EjectionRequest request, FieldRules rules)
    {
        var standard = EjectionSettings.Default;
        var read = new EjectionSettings
        {
            ConsecutiveFailures =
                rules.Number(
                    request.ConsecutiveFailures,
                    "consecutiveFailures",
                    0,
                    EjectionSettings.MostConsecutiveFailures
                ) ?? standard.ConsecutiveFailures,
            Silence =
                rules.DurationOrOff(
                    request.Silence,
                    "silence",
                    EjectionSettings.ShortestSilence,
                    EjectionSettings.LongestSilence
                ) ?? standard.Silence,
            BySuccessRate = request.BySuccessRate ?? standard.BySuccessRate,
            FailurePercent =
                rules.Number(request.FailurePercent, "failurePercent", 0, Everything)
                ?? standard.FailurePercent,
            LatencyFactor =
                rules.NumberOrOff(
                    request.LatencyFactor,
                    "latencyFactor",
                    EjectionSettings.LeastLatencyFactor,
                    EjectionSettings.MostLatencyFactor
                ) ?? standard.LatencyFactor,
            BaseTime = Time(request.BaseTime, "baseTime", rules) ?? standard.BaseTime,
            LongestTime = Time(request.LongestTime, "longestTime", rules) ?? standard.LongestTime,
            MostPercent =
                rules.Number(request.MostPercent, "mostPercent", 0, Everything)
                ?? standard.MostPercent,
        };
        if (read.LongestTime < read.BaseTime)
        {
            rules.Refuse(
                "longestTime",
                $"The first ejection lasts {DurationText.Format(read.BaseTime)}, longer than the longest, {DurationText.Format(read.LongestTime)}. Set longestTime to {DurationText.Format(read.BaseTime)} or more, or a shorter baseTime."
            );
        }

        return read;
    }

    private static CapacitySettings Read(CapacityRequest request, FieldRules rules)
    {
        const int Most = CapacitySettings.Most;
        var standard = CapacitySettings.Default;
        return new()
        {
            RequestsPerBackend =
                rules.Number(request.RequestsPerBackend, "requestsPerBackend", 0, Most)
                ?? standard.RequestsPerBackend,
            Requests = rules.Number(request.Requests, "requests", 0, Most) ?? standard.Requests,
            QueueLength =
                rules.Number(request.QueueLength, "queueLength", 0, Most) ?? standard.QueueLength,
            QueueTimeout =
                rules.Duration(
                    request.QueueTimeout,
                    "queueTimeout",
                    TimeSpan.Zero,
                    CapacitySettings.LongestQueueTime
                ) ?? standard.QueueTimeout,
        };
    }

    private static TimeSpan? Time(string? text, string name, FieldRules rules) =>
        rules.Duration(text, name, EjectionSettings.ShortestTime, EjectionSettings.MostTime);
}
