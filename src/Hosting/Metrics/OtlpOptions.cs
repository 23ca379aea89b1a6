namespace LbPlatform.Hosting.Metrics;

/// <summary>Where metrics are sent by OTLP; nowhere by default. Section <c>Otlp</c> of a process.</summary>
public sealed class OtlpOptions
{
    /// <summary>The variable that turns the export on too, as everywhere in OpenTelemetry; its companions hold then.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Shortest time between two exports.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>Longest time between two exports.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// The collector's URL, for example <c>http://127.0.0.1:4318</c>; <c>/v1/metrics</c> is added where it has no path and the
    /// protocol is HTTP. Default none: nothing is sent, unless <see cref="EndpointVariable"/> is set.
    /// </summary>
    public string Endpoint { get; set; } = "";

    /// <summary>How it is spoken to. Default HTTP.</summary>
    public OtlpProtocol Protocol { get; set; } = OtlpProtocol.Http;

    /// <summary>Time between two exports. Default 60 s.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What is wrong with it, each with the remedy.</summary>
    /// <param name="section">The section that it was read from.</param>
    public IEnumerable<string> Refuse(string section)
    {
        if (
            Endpoint.Length > 0
            && !(
                Uri.TryCreate(Endpoint, UriKind.Absolute, out var url)
                && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            )
        )
        {
            yield return $"{section}:Endpoint is '{Endpoint}'; write for example 'http://127.0.0.1:4318', or nothing to send nothing.";
        }

        if (Interval < Shortest || Interval > Longest)
        {
            yield return $"{section}:Interval is {State.Model.DurationText.Format(Interval)}; it must lie between {State.Model.DurationText.Format(Shortest)} and {State.Model.DurationText.Format(Longest)}.";
        }
    }
}
