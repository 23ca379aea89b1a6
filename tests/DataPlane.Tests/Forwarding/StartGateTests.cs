using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class StartGateTests
{
    /// <summary>Beside another process, one that knows nothing yet would answer a part of the traffic 503.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 60)]
    public async Task Start_NothingIsInForce_HoldsTrafficBackSoLong(bool isShared, int seconds)
    {
        var time = new ManualTimeProvider();
        using var reporter = new NodeReporter(
            new HttpClient(),
            static () => throw new InvalidOperationException("Nobody reports."),
            time,
            NullLogger<NodeReporter>.Instance
        );
        using var health = new HealthSubscriber(null!, null!, null!);
        var gate = new StartGate(
            new AppliedConfiguration(),
            health,
            reporter,
            Options.Create(new DataPlaneOptions { ReusePort = isShared }),
            time
        );

        var start = gate.StartAsync(default);
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(start.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await start.WaitAsync(Eventually.Patience);
    }
}
