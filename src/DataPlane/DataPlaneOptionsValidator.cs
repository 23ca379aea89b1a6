using LbPlatform.DataPlane.Explanations;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Metrics;
using LbPlatform.DataPlane.Protection;
using LbPlatform.State.Model;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane;

/// <summary>Refuses settings with which this process could not serve, all at once and with the remedy.</summary>
internal sealed class DataPlaneOptionsValidator : IValidateOptions<DataPlaneOptions>
{
    public ValidateOptionsResult Validate(string? name, DataPlaneOptions options)
    {
        List<string?> failures =
        [
            options.Urls.Length + options.Listeners.Count == 0
                ? "DataPlane:Url is empty; write for example 'http://*:8080'."
                : null,
            .. options.Urls.Select(static url => RefuseListener("Url", url)),
            .. ListenerOptionsRules.Refuse(options),
            RefuseListener("AdminUrl", options.AdminUrl),
            RefuseControlPlane(options.ControlPlaneUrl),
            options.Zone.Length == 0 || ResourceName.IsValid(options.Zone)
                ? null
                : $"DataPlane:Zone is '{options.Zone}'; a zone has {ResourceName.Rule}, for example 'zone-a'. Leave it empty where there are no zones.",
            RefuseTime("ConnectTimeout", options.ConnectTimeout, DataPlaneOptions.ShortestTimeout),
            RefuseTime(
                "ActivityTimeout",
                options.ActivityTimeout,
                DataPlaneOptions.ShortestTimeout
            ),
            RefuseTime("DrainTimeout", options.DrainTimeout, TimeSpan.Zero),
            RefuseTime("IdleGrace", options.IdleGrace, TimeSpan.Zero),
            RefuseReusePort(options.ReusePort, OperatingSystem.IsLinux()),
            .. ProtectionOptionsRules.Refuse(options),
            .. options.RequestLog.Refuse(),
            ExplainToken.IsGood(options.ExplainToken)
                ? null
                : $"DataPlane:ExplainToken must have {ExplainToken.Shortest} to {ExplainToken.Longest} printable ASCII characters without spaces, or be empty.",
            options.Metrics.MaxBackends is >= 0 and <= MetricsOptions.MostBackends
                ? null
                : $"DataPlane:Metrics:MaxBackends is {options.Metrics.MaxBackends}; it must lie between 0 and {MetricsOptions.MostBackends}.",
        ];
        failures.RemoveAll(static failure => failure is null);
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.OfType<string>());
    }

    /// <summary>Other systems share a port too, but deal no connections out.</summary>
    internal static string? RefuseReusePort(bool isSet, bool isLinux) =>
        isSet && !isLinux
            ? "DataPlane:ReusePort is true; only Linux deals connections out to several processes. Set it to false."
            : null;

    private static string? RefuseListener(string key, string url)
    {
        try
        {
            var address = Microsoft.AspNetCore.Http.BindingAddress.Parse(url);
            return address switch
            {
                { Scheme: not "http" } =>
                    $"DataPlane:{key} is '{url}'; it must start with http://. TLS needs a certificate: name an https:// address under DataPlane:Listeners.",
                { PathBase.Length: > 0 } =>
                    $"DataPlane:{key} is '{url}'; it must end with the port, without a path.",
                _ => null,
            };
        }
        catch (FormatException)
        {
            return $"DataPlane:{key} is '{url}'; write for example 'http://*:8080' or 'http://127.0.0.1:9081'.";
        }
    }

    private static string? RefuseControlPlane(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? null
            : $"DataPlane:ControlPlaneUrl is '{url}'; write for example 'http://127.0.0.1:9080'.";

    private static string? RefuseTime(string key, TimeSpan time, TimeSpan shortest) =>
        time >= shortest && time <= DataPlaneOptions.LongestTimeout
            ? null
            : $"DataPlane:{key} is {DurationText.Format(time)}; it must lie between {DurationText.Format(shortest)} and {DurationText.Format(DataPlaneOptions.LongestTimeout)}.";
}
