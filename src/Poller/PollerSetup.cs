using System.Diagnostics.Metrics;
using System.Net;
using LbPlatform.Hosting;
using LbPlatform.Hosting.Metrics;
using LbPlatform.Poller.Diagnostics;
using LbPlatform.Poller.Metrics;
using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Recording;
using LbPlatform.Poller.Scheduling;
using LbPlatform.Poller.Verdicts;
using LbPlatform.State.Addresses;
using LbPlatform.State.Nodes;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using LbPlatform.State.Store.Health;
using LbPlatform.State.Transport;
using Microsoft.Extensions.Options;

namespace LbPlatform.Poller;

/// <summary>The parts of the process, one method for each hop of the health path.</summary>
internal static class PollerSetup
{
    private const string ProcessName = "poller";

    /// <summary>The settings, refused at the start where they are wrong, and the admin listener.</summary>
    public static WebApplicationBuilder AddPollerOptions(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<IValidateOptions<PollerOptions>, PollerOptionsValidator>()
            .AddOptions<PollerOptions>()
            .BindConfiguration(PollerOptions.Section)
            .ValidateOnStart();
        builder.WebHost.UseUrls(
            builder.Configuration[$"{PollerOptions.Section}:{nameof(PollerOptions.AdminUrl)}"]
                ?? new PollerOptions().AdminUrl
        );
        return builder;
    }

    /// <summary>Follows the configuration, with a copy for a start without store.</summary>
    public static WebApplicationBuilder AddConfigurationWatcher(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton(static services => new StoreWatcher<ConfigurationSnapshot>(
                ConfigurationReader.Follow(services.GetRequiredService<StoreOptions>()),
                new LastGoodCopy<ConfigurationSnapshot>(
                    services
                        .GetRequiredService<StoreOptions>()
                        .LastGoodFile(ProcessName, "configuration")
                ),
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<IHostApplicationLifetime>(),
                services.GetRequiredService<ILogger<StoreWatcher<ConfigurationSnapshot>>>()
            ))
            .AddHostedService(static services =>
                services.GetRequiredService<StoreWatcher<ConfigurationSnapshot>>()
            )
            .AddSingleton<IReadinessCheck>(
                static services => new StoreReadiness<ConfigurationSnapshot>(
                    "configuration",
                    services.GetRequiredService<StoreWatcher<ConfigurationSnapshot>>(),
                    static snapshot => $"revision {snapshot.Revision}",
                    isRequired: true,
                    services.GetRequiredService<TimeProvider>()
                )
            );
        return builder;
    }

    /// <summary>The writer of health.db, alone of its kind. Stops after the scheduler, to write what that still found.</summary>
    public static WebApplicationBuilder AddRecorder(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton(static services =>
                ProcessLock.Take(services.GetRequiredService<StoreOptions>(), ProcessName)
            )
            .AddSingleton(static services =>
            {
                services.GetRequiredService<ProcessLock>();
                return new HealthStore(services.GetRequiredService<StoreOptions>());
            })
            .AddSingleton<HealthRecorder>()
            .AddSingleton<MeasuringRecorder>(static services =>
                new(services.GetRequiredService<HealthRecorder>())
            )
            .AddSingleton<IHealthRecorder>(static services =>
                services.GetRequiredService<MeasuringRecorder>()
            )
            .AddHostedService(static services => services.GetRequiredService<HealthRecorder>())
            .AddHostedService<RetentionJob>();
        return builder;
    }

    /// <summary>Schedule, prober and verdicts.</summary>
    public static WebApplicationBuilder AddProbes(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<NameLookUp>(
                static (host, cancellationToken) =>
                    Dns.GetHostAddressesAsync(host, cancellationToken)
            )
            .AddSingleton<AdmissionWatch>()
            .AddSingleton<AddressResolver>()
            .AddSingleton<TlsFiles>()
            .AddSingleton<BackendHandshake>()
            .AddSingleton<IProber, BackendProber>()
            .AddSingleton<VerdictLog>()
            .AddSingleton<VerdictBook>()
            .AddSingleton<ProbeScheduler>()
            .AddHostedService(static services => services.GetRequiredService<ProbeScheduler>());
        return builder;
    }

    /// <summary>GET /metrics, and OTLP where that is asked for.</summary>
    public static WebApplicationBuilder AddMetrics(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<PollerMetrics>()
            .AddHostedService(static services => services.GetRequiredService<PollerMetrics>())
            .AddSingleton(static services => new PrometheusText(
                services.GetRequiredService<IMeterFactory>().Create(PollerMetrics.MeterName),
                [services.GetRequiredService<PollerMetrics>().Latencies]
            ));
        OtlpExport.AddTo(builder, PollerOptions.Section, PollerMetrics.MeterName);
        return builder;
    }

    /// <summary>What the process says of itself.</summary>
    public static WebApplicationBuilder AddDiagnostics(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<IReadinessCheck, PollerReadiness>()
            .AddSingleton<PollerNode>()
            .AddHostedService<LifeLog>()
            .AddHostedService(static services =>
            {
                var options = services.GetRequiredService<IOptions<PollerOptions>>().Value;
                var reporter = new NodeReporter(
                    new HttpClient { BaseAddress = new Uri(options.ControlPlaneUrl) },
                    services.GetRequiredService<PollerNode>().Report,
                    services.GetRequiredService<TimeProvider>(),
                    services.GetRequiredService<ILogger<NodeReporter>>()
                );
                services.GetRequiredService<ProbeScheduler>().Applied += (_, _) => reporter.Wake();
                return reporter;
            });
        return builder;
    }
}
