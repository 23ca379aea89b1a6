using LbPlatform.DataPlane.Upgrades;

namespace LbPlatform.DataPlane.Tests.Upgrades;

public sealed class IdleWatchTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Silence_AsLongAsTheLimit_IsSaidOnce()
    {
        var said = 0;
        using var watch = new IdleWatch(TimeSpan.FromSeconds(10), _time, () => said++);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, said);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, said);
        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(1, said);
    }

    [Fact]
    public void Silence_IsCountedFromTheLastByte()
    {
        var said = 0;
        using var watch = new IdleWatch(TimeSpan.FromSeconds(10), _time, () => said++);

        _time.Advance(TimeSpan.FromSeconds(6));
        watch.Hear();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, said);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, said);
    }

    [Fact]
    public void Silence_WithoutLimit_IsFine()
    {
        var said = 0;
        using var watch = new IdleWatch(TimeSpan.Zero, _time, () => said++);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, said);
    }
}
