using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>Says everything that is wrong with the settings at once, each with the bounds.</summary>
internal sealed class TrafficOptionsValidator : IValidateOptions<TrafficOptions>
{
    public ValidateOptionsResult Validate(string? name, TrafficOptions options)
    {
        List<string?> failures =
        [
            Kept("Minutes", options.Minutes),
            Kept("Hours", options.Hours),
            options.MostRows >= TrafficOptions.FewestRows
                ? null
                : $"{TrafficOptions.Section}:MostRows is {options.MostRows}; it must be {TrafficOptions.FewestRows} or more.",
        ];
        failures.RemoveAll(static failure => failure is null);
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.OfType<string>());
    }

    private static string? Kept(string key, TimeSpan time) =>
        time >= TrafficOptions.Shortest && time <= TrafficOptions.Longest
            ? null
            : $"{TrafficOptions.Section}:{key} is {DurationText.Format(time)}; it must lie between {DurationText.Format(TrafficOptions.Shortest)} and {DurationText.Format(TrafficOptions.Longest)}.";
}
