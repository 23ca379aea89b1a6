using LbPlatform.DataPlane.Protection;

namespace LbPlatform.DataPlane.Tests.Protection;

public sealed class RateTableTests
{
    private static readonly TimeSpan Now = TimeSpan.FromDays(1);

    private readonly RateTable _table = new(
        new() { Requests = 2, Period = TimeSpan.FromSeconds(10) }
    );

    [Fact]
    public void Take_Keys_AreCountedApart()
    {
        Assert.True(_table.Take(1, Now).IsAllowed);
        Assert.True(_table.Take(1, Now).IsAllowed);
        Assert.False(_table.Take(1, Now).IsAllowed);
        Assert.True(_table.Take(2, Now).IsAllowed);
        Assert.Equal(2, _table.Count);
    }

    [Fact]
    public void Peek_CountsNothing()
    {
        for (var n = 0; n < 9; n++)
        {
            Assert.True(_table.Peek(1, Now).IsAllowed);
        }

        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void Sweep_ForgetsWhatIsIdleOnly()
    {
        _table.Take(1, Now);
        _table.Take(2, Now + TimeSpan.FromSeconds(4));

        _table.Sweep(Now + TimeSpan.FromSeconds(6));

        Assert.Equal(1, _table.Count);
        _table.Sweep(Now + TimeSpan.FromSeconds(9));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void Take_MoreKeysThanAreToldApart_ShareCellsAndAreStillLimited()
    {
        for (var n = 0; n < RateTable.MostKeys; n++)
        {
            _table.Take((UInt128)n, Now);
        }

        var passed = Enumerable
            .Range(RateTable.MostKeys, 10 * RateTable.SharedCells)
            .Count(key => _table.Take((UInt128)key, Now).IsAllowed);

        Assert.Equal(RateTable.MostKeys, _table.Count);
        Assert.InRange(passed, 1, 2 * RateTable.SharedCells);
    }

    [Fact]
    public async Task Take_ManyAtOnce_LetsExactlyTheLimitIn()
    {
        var table = new RateTable(new() { Requests = 1000, Period = TimeSpan.FromDays(1) });
        var passed = 0;

        await Parallel.ForAsync(
            0,
            8,
            (_, _) =>
            {
                for (var n = 0; n < 1000; n++)
                {
                    if (table.Take(7, Now).IsAllowed)
                    {
                        Interlocked.Increment(ref passed);
                    }
                }

                return ValueTask.CompletedTask;
            }
        );

        Assert.Equal(1000, passed);
    }
}
