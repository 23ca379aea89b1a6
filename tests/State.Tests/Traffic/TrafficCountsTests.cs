using LbPlatform.State.Traffic;

namespace LbPlatform.State.Tests.Traffic;

public sealed class TrafficCountsTests
{
    private static readonly TrafficCounts Some = new()
    {
        Answers = [0, 5, 0, 1, 2],
        Errors = [3],
        Latencies = [0, 4, 4],
        LatencyMicroseconds = 900,
        Retries = 2,
        EjectedOutlier = 1,
    };

    [Fact]
    public void Since_EarlierCounts_IsTheDifference()
    {
        var later = Some.Plus(
            new()
            {
                Answers = [0, 7],
                Errors = [0, 1],
                Retries = 1,
            }
        );

        var since = later.Since(Some);

        Assert.Equal(8, since.Requests);
        Assert.Equal([0, 7, 0, 0, 0], since.Answers);
        Assert.Equal([0, 1], since.Errors);
        Assert.Equal((1, 0), (since.Retries, since.EjectedOutlier));
        Assert.True(Some.Since(Some).IsZero);
        Assert.False(Some.IsZero);
    }

    [Fact]
    public void Since_CountersThatBeganAnew_IsAllOfThem() =>
        Assert.Equal(
            [0, 2, 0, 0, 0],
            new TrafficCounts { Answers = [0, 2] }
                .Since(Some)
                .Answers
        );
}
