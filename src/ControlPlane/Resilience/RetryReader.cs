namespace LbPlatform.ControlPlane.Resilience;

/// <summary>The rules of when a request is tried elsewhere. Pure.</summary>
internal static class RetryReader
{
    /// <summary>What the request asks for; what is wrong is noted and left out.</summary>
    public static RetrySettings Read(RetryRequest request, FieldRules rules)
    {
        var standard = RetrySettings.Default;
        return new()
        {
            Attempts =
                rules.Number(request.Attempts, "attempts", 1, RetrySettings.MostAttempts)
                ?? standard.Attempts,
            OnReset = request.OnReset ?? standard.OnReset,
            OnStatus = request.OnStatus ?? standard.OnStatus,
            Statuses = Statuses(request.Statuses, rules) ?? standard.Statuses,
            TryTimeout =
                rules.Duration(
                    request.TryTimeout,
                    "tryTimeout",
                    TimeSpan.Zero,
                    RetrySettings.LongestTryTimeout
                ) ?? standard.TryTimeout,
            BackOff =
                rules.Duration(
                    request.BackOff,
                    "backOff",
                    TimeSpan.Zero,
                    RetrySettings.LongestBackOff
                ) ?? standard.BackOff,
            BudgetPercent =
                rules.Number(request.BudgetPercent, "budgetPercent", 0, 100)
                ?? standard.BudgetPercent,
            BudgetMinimum =
                rules.Number(
                    request.BudgetMinimum,
                    "budgetMinimum",
                    0,
                    RetrySettings.MostBudgetMinimum
                ) ?? standard.BudgetMinimum,
            BodyBytes =
                rules.Number(request.BodyBytes, "bodyBytes", 0, RetrySettings.MostBodyBytes)
                ?? standard.BodyBytes,
        };
    }

    private static StatusRanges? Statuses(string? text, FieldRules rules)
    {
        if (text is null)
        {
            return null;
        }

        // What succeeds or leads elsewhere is no failure of a backend.
        if (
            StatusRanges.TryParse(text, out var ranges)
            && !Enumerable.Range(100, 300).Any(ranges.Contains)
        )
        {
            return ranges;
        }

        rules.Refuse(
            "statuses",
            $"'{Shown.Short(text)}' is no set of status codes that speak of the backend. Write codes from 400 to 599 and at most {StatusRanges.MostRanges} ranges, such as '502-504' or '429,503'."
        );
        return null;
    }
}
