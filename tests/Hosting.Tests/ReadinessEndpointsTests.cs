using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LbPlatform.Hosting.Tests;

public sealed class ReadinessEndpointsTests
{
    [Theory]
    [InlineData(ReadinessState.Ready, 200, "[+] store: fine", "\nready\n")]
    [InlineData(ReadinessState.Degraded, 200, "[!] store: fine", "\nready, degraded\n")]
    [InlineData(ReadinessState.NotReady, 503, "[-] store: fine", "\nnot ready\n")]
    public async Task Readyz_WorstPart_Decides(
        ReadinessState state,
        int status,
        string line,
        string verdict
    )
    {
        await using var app = await StartAsync(new("store", state, "fine"));
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        using var answer = await client.GetAsync("/readyz");
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(line, body);
        Assert.EndsWith(verdict, body);
        Assert.Equal("ok\n", await client.GetStringAsync("/livez"));
    }

    [Fact]
    public async Task Readyz_ProcessStillStarting_IsNotReady()
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var asksWhileStarting = new AsksWhileStarting(url);
        var builder = LbProcess.CreateBuilder([]);
        builder.WebHost.UseSetting("urls", url);
        builder.Services.AddSingleton<IHostedService>(asksWhileStarting);
        await using var app = builder.Build();
        app.MapReadiness();

        await app.StartAsync();

        Assert.Equal(503, asksWhileStarting.Status);
    }

    private static async Task<WebApplication> StartAsync(ReadinessLine line)
    {
        var builder = LbProcess.CreateBuilder([]);
        builder.WebHost.UseSetting("urls", $"http://127.0.0.1:{FreePort.Next()}");
        builder.Services.AddSingleton<IReadinessCheck>(new Fixed(line));
        var app = builder.Build();
        app.MapReadiness();
        await app.StartAsync();
        return app;
    }

    private sealed class AsksWhileStarting(string url) : IHostedLifecycleService
    {
        public int Status { get; private set; }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        // The listener is open by now; the process has not said that it started.
        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new Uri($"{url}/readyz"), cancellationToken);
            Status = (int)answer.StatusCode;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Fixed(ReadinessLine line) : IReadinessCheck
    {
        public IEnumerable<ReadinessLine> Check() => [line];
    }
}
