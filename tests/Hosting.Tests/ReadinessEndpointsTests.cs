using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

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

    private sealed class Fixed(ReadinessLine line) : IReadinessCheck
    {
        public IEnumerable<ReadinessLine> Check() => [line];
    }
}
