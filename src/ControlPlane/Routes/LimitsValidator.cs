using System.Collections.Immutable;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>The rules of a route's limits, each value by itself and those of one rate limit together. Pure.</summary>
internal static class LimitsValidator
{
    /// <summary>The limits that the request asks for; what is wrong is noted and left out.</summary>
    public static RouteLimits Read(LimitsRequest request, string pointer, List<FieldError> errors)
    {
        var rates = request.RateLimits ?? [];
        if (rates.Count > RouteLimits.MostRateLimits)
        {
            errors.Add(
                new(
                    $"{pointer}/rateLimits",
                    Problems.BadLimit,
                    $"{rates.Count} rate limits are too many: a request must ask each of them. Write at most {RouteLimits.MostRateLimits}."
                )
            );
            rates = [];
        }

        const int MostInFlight = RouteLimits.MostRequestsInFlight;
        const int HighestRate = RouteLimits.HighestRate;
        return new()
        {
            MaxBodyBytes = Number(request.MaxBodyBytes, 0, long.MaxValue, At("maxBodyBytes")),
            RateLimits =
            [
                .. rates
                    .Select((rate, at) => ReadRate(rate, At($"rateLimits/{at}"), errors))
                    .OfType<RateLimit>(),
            ],
            MaxRequestsInFlight = (int?)Number(
                request.MaxRequestsInFlight,
                1,
                MostInFlight,
                At("maxRequestsInFlight")
            ),
            MaxRequestsInFlightPerClient = (int?)Number(
                request.MaxRequestsInFlightPerClient,
                1,
                MostInFlight,
                At("maxRequestsInFlightPerClient")
            ),
            Allow = Networks(request.Allow, At("allow"), errors),
            Deny = Networks(request.Deny, At("deny"), errors),
            MinRequestBytesPerSecond = (int?)Number(
                request.MinRequestBytesPerSecond,
                0,
                HighestRate,
                At("minRequestBytesPerSecond")
            ),
            MinResponseBytesPerSecond = (int?)Number(
                request.MinResponseBytesPerSecond,
                0,
                HighestRate,
                At("minResponseBytesPerSecond")
            ),
        };

        string At(string name) => $"{pointer}/{name}";

        long? Number(long? number, long least, long most, string at) =>
            Within(number, least, most, at, errors);
    }

    private static RateLimit? ReadRate(
        RateLimitRequest request,
        string pointer,
        List<FieldError> errors
    )
    {
        var before = errors.Count;
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
            Requests = (int)(
                Within(request.Requests, 1, RateLimit.MostRequests, $"{pointer}/requests", errors)
                ?? 1
            ),
            Period = Period(request.Period, $"{pointer}/period", errors),
            Algorithm = Word<RateLimitAlgorithm>(request.Algorithm, $"{pointer}/algorithm", errors),
            Burst = (int?)Within(
                request.Burst,
                1,
                RateLimit.MostRequests,
                $"{pointer}/burst",
                errors
            ),
            By = Word<RateLimitKey>(request.By, $"{pointer}/by", errors),
            Header = request.Header,
        };
        if (errors.Count == before)
        {
            errors.AddRange(RefuseTogether(read, pointer));
        }

        return errors.Count == before ? read : null;
    }

    /// <summary>What does not fit together in one rate limit.</summary>
    private static IEnumerable<FieldError> RefuseTogether(RateLimit limit, string pointer)
    {
        if (limit.Burst is not null && limit.Algorithm != RateLimitAlgorithm.TokenBucket)
        {
            yield return new(
                $"{pointer}/burst",
                Problems.BadLimit,
                "Only a tokenBucket has a burst. Leave 'burst' out, or set 'algorithm' to 'tokenBucket'."
            );
        }

        if (limit.By != RateLimitKey.Header)
        {
            if (limit.Header is not null)
            {
                yield return new(
                    $"{pointer}/header",
                    Problems.BadLimit,
                    $"It counts by {RateLimitRequest.WordOf(limit.By)}. Set 'by' to 'header', or leave 'header' out."
                );
            }
        }
        else if (
            limit.Header is not { Length: > 0 and <= RateLimit.LongestHeader }
            || !limit.Header.All(IsTokenCharacter)
        )
        {
            yield return new(
                $"{pointer}/header",
                Problems.BadLimit,
                $"To count by header, name a field in 'header': up to {RateLimit.LongestHeader} letters, digits and hyphens, for example 'X-Api-Key'."
            );
        }
    }

    private static long? Within(
        long? number,
        long least,
        long most,
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
                Problems.BadLimit,
                $"{number} is out of bounds. Write a number from {least} to {most}, or null for no limit."
            )
        );
        return null;
    }

    private static TimeSpan Period(string? text, string pointer, List<FieldError> errors)
    {
        if (text is null)
        {
            return RateLimit.ShortestPeriod;
        }

        if (
            DurationText.TryParse(text, out var period)
            && period >= RateLimit.ShortestPeriod
            && period <= RateLimit.LongestPeriod
        )
        {
            // The store keeps whole milliseconds.
            return TimeSpan.FromMilliseconds(Math.Floor(period.TotalMilliseconds));
        }

        errors.Add(
            new(
                pointer,
                Problems.BadLimit,
                $"'{Shown.Short(text)}' is no period. Write a number with a unit, from {DurationText.Format(RateLimit.ShortestPeriod)} to {DurationText.Format(RateLimit.LongestPeriod)}, for example '1m'."
            )
        );
        return RateLimit.ShortestPeriod;
    }

    private static T Word<T>(string? text, string pointer, List<FieldError> errors)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToImmutableDictionary(RateLimitRequest.WordOf);
        if (text is null)
        {
            return default;
        }

        if (words.TryGetValue(text, out var value))
        {
            return value;
        }

        errors.Add(
            new(
                pointer,
                Problems.BadValue,
                $"'{Shown.Short(text)}' is not possible here. Write one of: {string.Join(", ", words.Keys.Order(StringComparer.Ordinal))}."
            )
        );
        return default;
    }

    private static NetworkList? Networks(string? text, string pointer, List<FieldError> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (NetworkList.TryParse(text, out var list, out var fault))
        {
            return list;
        }

        errors.Add(new(pointer, Problems.BadLimit, fault));
        return null;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
