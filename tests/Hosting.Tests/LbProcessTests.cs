using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LbPlatform.Hosting.Tests;

/// <summary>A process that is told to stop before its start is over.</summary>
public sealed class LbProcessTests
{
    [Fact]
    public async Task Run_ToldToStopWhileItStarts_EndsInGoodOrder()
    {
        var parts = new Parts();

        var code = await LbProcess
            .RunAsync(() => Build(parts, startsFor: Timeout.InfiniteTimeSpan))
            .WaitAsync(Eventually.Patience);

        Assert.Equal(0, code);
        Assert.Equal(["first starts", "first stops"], parts.Said);
    }

    [Fact]
    public async Task Run_ToldToStopAfterTheStart_EndsInGoodOrder()
    {
        var parts = new Parts();

        var code = await LbProcess
            .RunAsync(() => Build(parts, startsFor: TimeSpan.Zero))
            .WaitAsync(Eventually.Patience);

        Assert.Equal(0, code);
        Assert.Equal(["first starts", "first stops"], parts.Said);
    }

    [Fact]
    public async Task Run_StartIsCancelledByItself_IsAFailure()
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() =>
            LbProcess.RunAsync(() =>
            {
                var builder = NewBuilder();
                builder.Services.AddHostedService<Cancelled>();
                return builder.Build();
            })
        );
    }

    private static WebApplication Build(Parts parts, TimeSpan startsFor)
    {
        var builder = NewBuilder();
        builder.Services.AddSingleton<IHostedService>(parts);
        builder.Services.AddSingleton<IHostedService>(services => new Stopper(
            services.GetRequiredService<IHostApplicationLifetime>(),
            startsFor
        ));
        return builder.Build();
    }

    private static WebApplicationBuilder NewBuilder() =>
        LbProcess.CreateBuilder(["--urls", $"http://127.0.0.1:{FreePort.Next()}"]);

    private sealed class Parts : IHostedService
    {
        public List<string> Said { get; } = [];

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Said.Add("first starts");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Said.Add("first stops");
            return Task.CompletedTask;
        }
    }

    /// <summary>Tells the process to stop from within the start, and starts for so long itself.</summary>
    private sealed class Stopper(IHostApplicationLifetime lifetime, TimeSpan startsFor)
        : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (startsFor == TimeSpan.Zero)
            {
                lifetime.ApplicationStarted.Register(lifetime.StopApplication);
                return Task.CompletedTask;
            }

            lifetime.StopApplication();
            return Task.Delay(startsFor, TimeProvider.System, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Cancelled : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            throw new TaskCanceledException("not ours");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
