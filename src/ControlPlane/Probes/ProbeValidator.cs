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
        new()
        {
            Path = Path(request.Path, $"{pointer}/path", errors),
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
            Timeout = Duration(
                request.Timeout,
                ProbeSettings.LongestTimeout,
                $"{pointer}/timeout",
                errors
            ),
            ExpectedStatus = Ranges(request.ExpectedStatus, $"{pointer}/expectedStatus", errors),
            HealthyThreshold = Threshold(
                request.HealthyThreshold,
                $"{pointer}/healthyThreshold",
                errors
            ),
            UnhealthyThreshold = Threshold(
                request.UnhealthyThreshold,
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
        effective.Timeout <= effective.Interval
            ? null
            : new FieldError(
                $"{pointer}/timeout",
                Problems.BadProbe,
                $"{whose} would be probed every {DurationText.Format(effective.Interval)} with a timeout of {DurationText.Format(effective.Timeout)}. The timeout must not be longer than the interval: set timeout to {DurationText.Format(effective.Interval)} or less, or a longer interval."
            );

    private static string? Path(string? text, string pointer, List<FieldError> errors)
    {
        var isPath =
            text is null
            || (
                text.StartsWith('/')
                && text.Length <= ProbeSettings.LongestPath
                && text.All(static c => c is > ' ' and < '\x7f' and not '#')
            );
        if (isPath)
        {
            return text;
        }

        errors.Add(
            new(
                pointer,
                Problems.BadProbe,
                $"A probe's path starts with '/', has at most {ProbeSettings.LongestPath} printable ASCII characters, and no '#' or space (write %20). For example '/health'."
            )
        );
        return null;
    }

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

    private static int? Threshold(int? count, string pointer, List<FieldError> errors)
    {
        if (count is null or (>= 1 and <= ProbeSettings.HighestThreshold))
        {
            return count;
        }

        errors.Add(
            new(
                pointer,
                Problems.BadProbe,
                $"{count} is out of bounds. Write a number from 1 to {ProbeSettings.HighestThreshold}."
            )
        );
        return null;
    }
}
