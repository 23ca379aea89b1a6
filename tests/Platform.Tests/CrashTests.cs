using System.Collections.Concurrent;
using System.Net.Http.Json;

namespace LbPlatform.Platform.Tests;

/// <summary>Each process is killed with -9 at random moments while it writes: nothing acknowledged is lost.</summary>
public sealed class CrashTests
{
    private const int Rounds = 30;

    [Fact]
    public async Task KillNine_ThirtyRounds_EveryAcknowledgedWriteIsThereAndTheStoresAreSound()
    {
        await using var server = await EchoServer.StartAsync("e1");
        await using var platform = await PlatformUnderTest.StartAsync();
        await platform.ProbeFastAsync("/ping");
        await platform.AddBackendAsync(server.Url, "e1");
        var random = new Random(Rounds);
        var acknowledged = new ConcurrentBag<string>();

        for (var round = 0; round < Rounds; round++)
        {
            using var stop = new CancellationTokenSource();
            var writing = WriteUntilAsync(platform, round, acknowledged, stop.Token);
            await Eventually.HoldsAsync(
                () => acknowledged.Count > round * 3,
                "some writes are acknowledged"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(80)), TimeProvider.System);
            foreach (var process in InRandomOrder(platform, random))
            {
                process.KillNow();
            }

            await stop.CancelAsync();
            await writing;
            await Task.WhenAll(
                platform.StartControlPlaneAsync(),
                platform.StartDataPlaneAsync(),
                platform.StartPollerAsync()
            );
            await AssertSoundAsync(platform, acknowledged);
        }
    }

    private static RealProcess[] InRandomOrder(PlatformUnderTest platform, Random random)
    {
        RealProcess[] all = [platform.ControlPlane, platform.DataPlane, platform.Poller];
        random.Shuffle(all);
        return all;
    }

    private static async Task WriteUntilAsync(
        PlatformUnderTest platform,
        int round,
        ConcurrentBag<string> acknowledged,
        CancellationToken stop
    )
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var name = $"b-{round}-{n}";
            try
            {
                // A disabled backend is not probed: the test is about the writes.
                using var answer = await platform.Api.PostAsJsonAsync(
                    "/backends",
                    new
                    {
                        name,
                        url = $"http://{name}.test",
                        administrativeState = "disabled",
                    },
                    stop
                );
                if (answer.IsSuccessStatusCode)
                {
                    acknowledged.Add(name);
                }
            }
            catch (Exception failure)
                when (failure is HttpRequestException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task AssertSoundAsync(
        PlatformUnderTest platform,
        ConcurrentBag<string> acknowledged
    )
    {
        var (_, names) = await Shell.RunAsync(
            $"sqlite3 {platform.ConfigurationFile} 'select name from backends'"
        );
        Assert.Empty(acknowledged.Except(names.Split('\n')));
        foreach (var file in new[] { platform.ConfigurationFile, platform.HealthFile })
        {
            var (_, verdict) = await Shell.RunAsync($"sqlite3 {file} 'PRAGMA integrity_check'");
            Assert.Equal("ok", verdict);
        }

        Assert.Contains("Hello from e1", await platform.GetAsync());
    }
}
