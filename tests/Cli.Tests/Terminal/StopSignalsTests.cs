using LbPlatform.Cli.Terminal;

namespace LbPlatform.Cli.Tests.Terminal;

public sealed class StopSignalsTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly StopSignals _signals;

    public StopSignalsTests() => _signals = new StopSignals(_time);

    public void Dispose() => _signals.Dispose();

    [Fact]
    public void Take_First_AsksToStop()
    {
        _signals.Take();

        Assert.True(_signals.Stop.IsCancellationRequested);
        Assert.False(_signals.AtOnce.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    public void Take_Second_StopsAtOnceUnlessItIsTheSameWish(int laterMilliseconds, bool isAtOnce)
    {
        _signals.Take();
        _time.Advance(TimeSpan.FromMilliseconds(laterMilliseconds));
        _signals.Take();

        Assert.Equal(isAtOnce, _signals.AtOnce.IsCancellationRequested);
    }
}
