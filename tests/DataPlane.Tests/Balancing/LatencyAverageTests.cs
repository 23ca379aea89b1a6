using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class LatencyAverageTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Observe_APeak_IsTakenAtOnceAndForgottenSlowly()
    {
        var average = new LatencyAverage(_time);
        average.Observe(TimeSpan.FromMilliseconds(10));
        Assert.Equal(10, average.Milliseconds, 3);

        average.Observe(TimeSpan.FromMilliseconds(500));
        Assert.Equal(500, average.Milliseconds, 3);

        _time.Advance(TimeSpan.FromSeconds(1));
        average.Observe(TimeSpan.FromMilliseconds(10));
        Assert.InRange(average.Milliseconds, 400, 470);
    }

    [Fact]
    public void ObserveFailureSince_CountsAsALongerWait()
    {
        var average = new LatencyAverage(_time);
        var began = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(10));

        average.ObserveFailureSince(began);

        Assert.Equal(10 * PeakEwma.FailureFactor, average.Milliseconds, 3);
    }

    [Fact]
    public void Milliseconds_NoResponses_DecayByTheConstant()
    {
        var average = new LatencyAverage(_time);
        average.Observe(TimeSpan.FromMilliseconds(100));

        _time.Advance(LatencyAverage.Decay);

        Assert.Equal(100 / Math.E, average.Milliseconds, 3);
    }
}
