namespace LbPlatform.ControlPlane.Routes;

/// <summary>The rules of a route's limits, each value by itself and those of one rate limit together. Pure.</summary>
internal static class LimitsValidator
{
    /// <summary>The limits that the request asks for; what is wrong is noted and left out.</summary>
    public static RouteLimits Read(LimitsRequest request, string pointer, List<FieldError> errors)
    {
        var rules = new FieldRules(Problems.BadLimit, pointer, errors);
        var rates = request.RateLimits ?? [];
        if (rates.Count > RouteLimits.MostRateLimits)
        {
            rules.Refuse(
                "rateLimits",
                $"{rates.Count} rate limits are too many: a request must ask each of them. Write at most {RouteLimits.MostRateLimits}."
            );
            rates = [];
        }

        const int MostInFlight = RouteLimits.MostRequestsInFlight;
        const int HighestRate = RouteLimits.HighestRate;
        return new()
        {
            MaxBodyBytes = rules.Number(request.MaxBodyBytes, "maxBodyBytes", 0, long.MaxValue),
            RateLimits =
            [
                .. rates
                    .Select((rate, at) => ReadRate(rate, $"{pointer}/rateLimits/{at}", errors))
                    .OfType<RateLimit>(),
            ],
            MaxRequestsInFlight = rules.Number(
                request.MaxRequestsInFlight,
                "maxRequestsInFlight",
                1,
                MostInFlight
            ),
            MaxRequestsInFlightPerClient = rules.Number(
                request.MaxRequestsInFlightPerClient,
                "maxRequestsInFlightPerClient",
                1,
                MostInFlight
            ),
            Allow = Networks(request.Allow, "allow", rules),
            Deny = Networks(request.Deny, "deny", rules),
            MinRequestBytesPerSecond = rules.Number(
                request.MinRequestBytesPerSecond,
                "minRequestBytesPerSecond",
                0,
                HighestRate
            ),
            MinResponseBytesPerSecond = rules.Number(
                request.MinResponseBytesPerSecond,
                "minResponseBytesPerSecond",
                0,
                HighestRate
            ),
        };
    }

    private static RateLimit? ReadRate(
        RateLimitRequest request,
        string pointer,
        List<FieldError> errors
    )
    {
        var before = errors.Count;
        var rules = new FieldRules(Problems.BadLimit, pointer, errors);
        if (request.Requests is null)
        {
            errors.Add(
                new(
                    $"{pointer}/requests",
                    Problems.Required,
                    "A rate limit says how many 'requests' may come in its 'period', for example 100."
                )
            );
        }

        var read = new RateLimit
        {
            Requests = rules.Number(request.Requests, "requests", 1, RateLimit.MostRequests) ?? 1,
            Period =
                rules.Duration(
                    request.Period,
                    "period",
                    RateLimit.ShortestPeriod,
                    RateLimit.LongestPeriod
                ) ?? RateLimit.ShortestPeriod,
            Algorithm = rules.Word<RateLimitAlgorithm>(request.Algorithm, "algorithm") ?? default,
            Burst = rules.Number(request.Burst, "burst", 1, RateLimit.MostRequests),
            By = rules.Word<RateLimitKey>(request.By, "by") ?? default,
            Header = request.Header,
        };
        if (errors.Count == before)
        {
            RefuseTogether(read, rules);
        }

        return errors.Count == before ? read : null;
    }

    /// <summary>Notes what does not fit together in one rate limit.</summary>
    private static void RefuseTogether(RateLimit limit, FieldRules rules)
    {
        if (limit.Burst is not null && limit.Algorithm != RateLimitAlgorithm.TokenBucket)
        {
            rules.Refuse(
                "burst",
                "Only a tokenBucket has a burst. Leave 'burst' out, or set 'algorithm' to 'tokenBucket'."
            );
        }

        if (limit.By != RateLimitKey.Header)
        {
            if (limit.Header is not null)
            {
                rules.Refuse(
                    "header",
                    $"It counts by {EnumWords.Of(limit.By)}. Set 'by' to 'header', or leave 'header' out."
                );
            }
        }
        else if (
            limit.Header is not { Length: > 0 and <= RateLimit.LongestHeader }
            || !limit.Header.All(IsTokenCharacter)
        )
        {
            rules.Refuse(
                "header",
                $"To count by header, name a field in 'header': up to {RateLimit.LongestHeader} letters, digits and hyphens, for example 'X-Api-Key'."
            );
        }
    }

    private static NetworkList? Networks(string? text, string name, FieldRules rules)
    {
        if (text is null)
        {
            return null;
        }

        if (NetworkList.TryParse(text, out var list, out var fault))
        {
            return list;
        }

        rules.Refuse(name, fault);
        return null;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
