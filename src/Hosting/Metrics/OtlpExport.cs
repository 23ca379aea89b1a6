using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace LbPlatform.Hosting.Metrics;

/// <summary>Sends a process's metrics to a collector, where that is asked for. OpenTelemetry's own exporter does it.</summary>
public sealed class OtlpExport : IHostedService, IDisposable
{
    /// <summary>
    /// Series of one instrument of backends at most: OpenTelemetry sets memory aside for each, and sums up what goes beyond.
    /// </summary>
    public const int MostSeries = 10_000;

    private const string MetricsPath = "/v1/metrics";
    private const string BackendPrefix = "lb.backend.";

    private readonly string _process;
    private readonly string _meter;
    private readonly string _instance;
    private readonly OtlpOptions _options;
    private readonly bool _isOn;
    private readonly IMeterFactory _meters;
    private MeterProvider? _provider;

    private OtlpExport(
        string process,
        string meter,
        string instance,
        OtlpOptions options,
        bool isOn,
        IMeterFactory meters
    )
    {
        _process = process;
        _meter = meter;
        _instance = instance;
        _options = options;
        _isOn = isOn;
        _meters = meters;
    }

    /// <summary>Adds the export of one meter.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="section">Its section of the settings, for example <c>DataPlane</c>.</param>
    /// <param name="meter">The meter's name.</param>
    public static void AddTo(WebApplicationBuilder builder, string section, string meter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var path = $"{section}:Otlp";
        builder.Services.AddOptions<OtlpOptions>().BindConfiguration(path).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OtlpOptions>>(new Validator(path));
        builder.Services.AddHostedService(services => new OtlpExport(
            $"lb-{section.ToLowerInvariant()}",
            meter,
            $"{Environment.MachineName}-{Environment.ProcessId}",
            services.GetRequiredService<IOptions<OtlpOptions>>().Value,
            IsOn(builder.Configuration, path),
            services.GetRequiredService<IMeterFactory>()
        ));
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_isOn)
        {
            _provider = Sdk.CreateMeterProviderBuilder()
                .AddMeter(_meter)
                .ConfigureResource(resource =>
                    resource.AddService(_process, serviceInstanceId: _instance)
                )
                .AddView(Choose)
                .AddOtlpExporter(Configure)
                .Build();
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what there is; a collector that is gone holds nobody up for longer than a moment.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _provider?.Shutdown((int)OtlpOptions.Shortest.TotalMilliseconds);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => _provider?.Dispose();

    /// <summary>OpenTelemetry goes by names; meters of that name that others made, as a second host in one process, are not ours.</summary>
    private MetricStreamConfiguration? Choose(Instrument instrument) =>
        !ReferenceEquals(instrument.Meter.Scope, _meters) ? MetricStreamConfiguration.Drop
        : instrument.Name.StartsWith(BackendPrefix, StringComparison.Ordinal)
            ? new MetricStreamConfiguration { CardinalityLimit = MostSeries }
        : null;

    private static bool IsOn(ConfigurationManager configuration, string path) =>
        !string.IsNullOrEmpty(configuration[$"{path}:Endpoint"])
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OtlpOptions.EndpointVariable));

    private void Configure(OtlpExporterOptions exporter, MetricReaderOptions reader)
    {
        reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)
            _options.Interval.TotalMilliseconds;
        if (_options.Endpoint.Length == 0)
        {
            // OpenTelemetry has read the variable and its companions itself.
            return;
        }

        var endpoint = new Uri(_options.Endpoint);
        var isHttp = _options.Protocol == OtlpProtocol.Http;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint =
            isHttp && endpoint.AbsolutePath == "/" ? new Uri(endpoint, MetricsPath) : endpoint;
    }

    private sealed class Validator(string section) : IValidateOptions<OtlpOptions>
    {
        public ValidateOptionsResult Validate(string? name, OtlpOptions options)
        {
            var failures = options.Refuse(section).ToList();
            return failures.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(failures);
        }
    }
}
