using System.Net.Sockets;
using LbPlatform.State.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace LbPlatform.Hosting;

/// <summary>What every process of the platform does alike: where settings come from, how it logs, how it fails to start.</summary>
public static class LbProcess
{
    /// <summary>Environment variables with this prefix are settings: <c>LB_Store__Directory=/var/lib/lb</c>.</summary>
    public const string EnvironmentPrefix = "LB_";

    /// <summary>
    /// A builder whose settings come, lowest first, from appsettings.json beside the program, the environment and the
    /// command line, and whose log is one line an event.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        DurationOptions.Install();
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddEnvironmentVariables(EnvironmentPrefix);
        builder.Configuration.AddCommandLine(args);
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddConsole(static console => console.FormatterName = LineFormatter.Name_);
        var start = new StartPhase();
        builder.Services.AddSingleton(start);
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => start.IsOver && level >= LogLevel.Warning
        );
        builder.Services.AddSingleton(TimeProvider.System);
        SupervisedLifetime.AddTo(builder.Services, builder.Configuration);
        builder.Services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section);
        builder.Services.AddSingleton(static services =>
            services.GetRequiredService<IOptions<StoreOptions>>().Value
        );
        return builder;
    }

    /// <summary>
    /// Runs the process until it is told to stop. What keeps it from starting is said in one line on standard error
    /// that names the remedy; the exit code is then 1. To be told to stop while it starts is no failure: the exit code is 0.
    /// </summary>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        try
        {
            using var early = new EarlyStop();
            await using var app = build();
            var start = app.Services.GetRequiredService<StartPhase>();
            app.Lifetime.ApplicationStarted.Register(() => start.IsOver = true);
            early.HandTo(app.Lifetime);
            if (await StartAsync(app))
            {
                await app.WaitForShutdownAsync(CancellationToken.None);
            }

            return Environment.ExitCode;
        }
        catch (Exception failure) when (Explain(failure) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return 1;
        }
    }

    /// <summary>Whether it has started; if not, it was told to stop meanwhile, and has.</summary>
    private static async Task<bool> StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync(CancellationToken.None);
            return true;
        }
        catch (OperationCanceledException)
            when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The host gives up a start under which it is told to stop. What did start ends in good order.
            await app.StopAsync(CancellationToken.None);
            return false;
        }
    }

    /// <summary>
    /// Until the start is over the host's own log is mute: it would say what <see cref="RunAsync"/> says in one line
    /// with a page of stack traces.
    /// </summary>
    private sealed class StartPhase
    {
        public volatile bool IsOver;
    }

    private static string? Explain(Exception failure) =>
        failure switch
        {
            OptionsValidationException invalid => string.Join(' ', invalid.Failures),
            StoreUnavailableException or StoreSchemaException => failure.Message,
            IOException { InnerException: AddressInUseException } taken =>
                $"{taken.Message.TrimEnd('.')}. Stop what listens there, or name another port.",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                "This user may not listen on that port (below 1024). Name another port, or give the right with setcap or sudo.",
            InvalidOperationException
            {
                InnerException: FormatException or ArgumentException or InvalidCastException
            } => $"{failure.Message} {failure.InnerException!.Message}",
            UnauthorizedAccessException => failure.Message,
            _ => SettingsFault.Explain(failure),
        };
}
