namespace LbPlatform.ControlPlane.Probes;

/// <summary>The rules of probe settings, each value by itself and the effective ones together. Pure.</summary>
internal static class ProbeValidator
{
    /// <summary>The overrides that the request asks for; what is wrong is noted and left out.</summary>
    public static ProbeOverrides Read(
        ProbeRequest request,
        string pointer,
        List<FieldError> errors
    ) =>
        ProbeQuestionValidator.Read(request, pointer, errors) with
        {
            ExpectedStatus = Ranges(request.ExpectedStatus, $"{pointer}/expectedStatus", errors),
            Interval = Duration(
                request.Interval,
                ProbeSettings.LongestInterval,
                $"{pointer}/interval",
                errors
            ),
            FastInterval = Duration(
                request.FastInterval,
                ProbeSettings.LongestInterval,
                $"{pointer}/fastInterval",
                errors
            ),
            UnhealthyInterval = Duration(
                request.UnhealthyInterval,
                ProbeSettings.LongestInterval,
                $"{pointer}/unhealthyInterval",
                errors
            ),
            JitterPercent = Number(
                request.JitterPercent,
                0,
                ProbeSettings.MostJitter,
                $"{pointer}/jitterPercent",
                errors
            ),
            Timeout = Duration(
                request.Timeout,
                ProbeSettings.LongestTimeout,
                $"{pointer}/timeout",
                errors
            ),
            HealthyThreshold = Number(
                request.HealthyThreshold,
                1,
                ProbeSettings.HighestThreshold,
                $"{pointer}/healthyThreshold",
                errors
            ),
            UnhealthyThreshold = Number(
                request.UnhealthyThreshold,
                1,
                ProbeSettings.HighestThreshold,
                $"{pointer}/unhealthyThreshold",
                errors
            ),
        };

    /// <summary>What is wrong with settings that are to take effect together.</summary>
    /// <param name="effective">The settings after all inheritance.</param>
    /// <param name="pointer">Where the request's probe stands.</param>
    /// <param name="whose">Whose settings they are, for the message.</param>
    public static FieldError? RefuseEffective(
        ProbeSettings effective,
        string pointer,
        string whose
    ) =>
        effective switch
        {
            _ when effective.Timeout > effective.Interval => new(
                $"{pointer}/timeout",
                Problems.BadProbe,
                $"{whose} would be probed every {DurationText.Format(effective.Interval)} with a timeout of {DurationText.Format(effective.Timeout)}. The timeout must not be longer than the interval: set timeout to {DurationText.Format(effective.Interval)} or less, or a longer interval."
            ),
            { Kind: ProbeKind.Http, Method: ProbeMethod.Head, ExpectedBody.Length: > 0 } => new(
                $"{pointer}/method",
                Problems.BadProbe,
                $"{whose} would be probed with HEAD, whose answer has no body to find '{Shown.Short(effective.ExpectedBody)}' in. Set method to GET, or expectedBody to ''."
            ),
            _ => null,
        };

    private static TimeSpan? Duration(
        string? text,
        TimeSpan longest,
        string pointer,
        List<FieldError> errors
    )
    {
        if (text is null)
        {
            return null;
        }

        var range =
            $"from {DurationText.Format(ProbeSettings.ShortestTime)} to {DurationText.Format(longest)}";
        if (!DurationText.TryParse(text, out var duration))
        {
            errors.Add(
                new(
                    pointer,
                    Problems.BadProbe,
                    $"'{Shown.Short(text)}' is no duration. Write a number with a unit, for example '500ms' or '10s', {range}."
                )
            );
            return null;
        }

        // The store keeps whole milliseconds.
        var kept = TimeSpan.FromMilliseconds(Math.Floor(duration.TotalMilliseconds));
        if (kept < ProbeSettings.ShortestTime || kept > longest)
        {
            errors.Add(
                new(pointer, Problems.BadProbe, $"'{text}' is out of bounds. Write a time {range}.")
            );
            return null;
        }

        return kept;
    }

    private static StatusRanges? Ranges(string? text, string pointer, List<FieldError> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (StatusRanges.TryParse(text, out var ranges))
        {
            return ranges;
        }

        errors.Add(
            new(
                pointer,
                Problems.BadProbe,
                $"'{Shown.Short(text)}' is not a set of status codes. Write codes from 100 to 599 and at most {StatusRanges.MostRanges} ranges, such as '200-399' or '200,204'."
            )
        );
        return null;
    }

    private static int? Number(
        int? number,
        int least,
        int most,
        string pointer,
        List<FieldError> errors
    )
    {
        if (number is null || (number >= least && number <= most))
        {
            return number;
        }

        errors.Add(
            new(
                pointer,
                Problems.BadProbe,
                $"{number} is out of bounds. Write a number from {least} to {most}."
            )
        );
        return null;
    }
}
