using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class BackendTrafficTests
{
    [Fact]
    public async Task Take_WhileOthersCount_LosesNothing()
    {
        var traffic = new BackendTraffic(TimeProvider.System);
        var counting = Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        for (var n = 0; n < 20_000; n++)
                        {
                            traffic.CountSince(0, isFailure: n % 2 == 0);
                        }
                    })
                )
        );

        var (requests, failures) = (0, 0);
        while (!counting.IsCompleted)
        {
            Add(traffic.Take());
        }

        await counting;
        Add(traffic.Take());
        Assert.Equal((80_000, 40_000), (requests, failures));

        void Add(TrafficSample sample)
        {
            requests += sample.Requests;
            failures += sample.Failures;
        }
    }
}
