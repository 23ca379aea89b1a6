using LbPlatform.DataPlane.Protection;

namespace LbPlatform.DataPlane.Tests.Protection;

public sealed class KeyedCountsTests
{
    private readonly KeyedCounts _counts = new();

    [Fact]
    public void TryEnter_AsManyAsMayBe_AndAgainAfterOneLeft()
    {
        Assert.True(_counts.TryEnter(1, 2));
        Assert.True(_counts.TryEnter(1, 2));
        Assert.False(_counts.TryEnter(1, 2));
        Assert.True(_counts.TryEnter(2, 2));

        _counts.Leave(1);

        Assert.True(_counts.TryEnter(1, 2));
    }

    [Fact]
    public async Task Leave_AllOfMany_LeavesNoKeyBehind()
    {
        await Parallel.ForAsync(
            0,
            8,
            (_, _) =>
            {
                for (var n = 0; n < 5000; n++)
                {
                    var key = (UInt128)(n % 3);
                    if (_counts.TryEnter(key, 4))
                    {
                        _counts.Leave(key);
                    }
                }

                return ValueTask.CompletedTask;
            }
        );

        Assert.True(_counts.IsEmpty);
    }
}
