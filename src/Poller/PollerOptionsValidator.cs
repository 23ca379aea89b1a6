using Microsoft.Extensions.Options;

namespace LbPlatform.Poller;

/// <summary>Says everything that is wrong with the settings at once, each with the bounds.</summary>
internal sealed class PollerOptionsValidator : IValidateOptions<PollerOptions>
{
    public ValidateOptionsResult Validate(string? name, PollerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors =
        [
            .. Url("AdminUrl", options.AdminUrl, "http://127.0.0.1:9082", Uri.UriSchemeHttp),
            .. Url(
                "ControlPlaneUrl",
                options.ControlPlaneUrl,
                "http://127.0.0.1:9080",
                Uri.UriSchemeHttp,
                Uri.UriSchemeHttps
            ),
            .. Between(
                "FlushInterval",
                options.FlushInterval,
                PollerOptions.ShortestFlushInterval,
                PollerOptions.LongestFlushInterval
            ),
            .. Kept("Probes", options.Retention.Probes),
            .. Kept("Minutes", options.Retention.Minutes),
            .. Kept("Hours", options.Retention.Hours),
        ];
        if (options.Retention.MostRows < RetentionOptions.FewestRows)
        {
            errors.Add(
                $"Poller:Retention:MostRows is {options.Retention.MostRows}; it must be {RetentionOptions.FewestRows} or more."
            );
        }

        if (options.Concurrency is < 1 or > PollerOptions.HighestConcurrency)
        {
            errors.Add(
                $"Poller:Concurrency is {options.Concurrency}; it must be 1 to {PollerOptions.HighestConcurrency}."
            );
        }

        return errors.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Url(
        string key,
        string value,
        string example,
        params string[] schemes
    )
    {
        // A wildcard host is Kestrel's, not a URL's.
        var text = value.Replace("://*", "://0.0.0.0").Replace("://+", "://0.0.0.0");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !schemes.Contains(url.Scheme))
        {
            yield return $"Poller:{key} is '{value}'; it must be an absolute {string.Join(" or ", schemes)} URL such as '{example}'.";
        }
    }

    private static IEnumerable<string> Kept(string key, TimeSpan value) =>
        Between($"Retention:{key}", value, RetentionOptions.Shortest, RetentionOptions.Longest);

    private static IEnumerable<string> Between(
        string key,
        TimeSpan value,
        TimeSpan shortest,
        TimeSpan longest
    )
    {
        if (value < shortest || value > longest)
        {
            yield return $"Poller:{key} is {DurationText.Format(value)}; it must be {DurationText.Format(shortest)} to {DurationText.Format(longest)}.";
        }
    }
}
