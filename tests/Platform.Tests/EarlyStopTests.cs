namespace LbPlatform.Platform.Tests;

/// <summary>SIGTERM at any moment of a process's start ends it as it does later: quietly, with exit code 0.</summary>
public sealed class EarlyStopTests
{
    private const int Rounds = 8;

    [Theory]
    [InlineData("ControlPlane", "ControlPlane:Url")]
    [InlineData("DataPlane", "DataPlane:Url DataPlane:AdminUrl")]
    [InlineData("Poller", "Poller:AdminUrl")]
    public async Task Sigterm_AtAnyMomentOfTheStart_EndsItWithoutAFailure(
        string project,
        string urls
    )
    {
        var random = new Random(Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            using var directory = new TemporaryDirectory();
            await using var process = RealProcess.Start(
                Repository.Program(project),
                [
                    $"--Store:Directory={directory.Path}",
                    .. urls.Split(' ').Select(url => $"--{url}=http://127.0.0.1:{FreePort.Next()}"),
                ]
            );

            // Before that the runtime itself is not there to hear it.
            await Eventually.HoldsAsync(() => Hears(process), "the process listens to SIGTERM");
            await Task.Delay(
                TimeSpan.FromMilliseconds(round == 0 ? 0 : random.Next(700)),
                TimeProvider.System
            );
            process.Signal("TERM");

            Assert.Equal(0, await process.ExitAsync());
            Assert.DoesNotContain(
                process.Lines,
                static line => line.Contains("xception", StringComparison.Ordinal)
            );
        }
    }

    /// <summary>Whether it has begun to build its host, which it does after it has begun to listen.</summary>
    private static bool Hears(RealProcess process)
    {
        if (process.HasExited)
        {
            throw process.Died("by itself");
        }

        return File.ReadAllText($"/proc/{process.Id}/maps")
            .Contains("/Microsoft.Extensions.Configuration.Json.dll", StringComparison.Ordinal);
    }
}
