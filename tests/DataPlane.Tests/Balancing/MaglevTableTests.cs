using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class MaglevTableTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(600)]
    public void Of_EqualWeights_SharesDifferByOnePercentAtMost(int members)
    {
        var shares = Table(members).Shares(members);

        var mean = shares.Average();
        Assert.InRange(shares.Max(), mean, Math.Ceiling(mean * 1.01));
        Assert.InRange(shares.Min(), Math.Floor(mean * 0.99), mean);
    }

    [Fact]
    public void Of_WeightsOneAndTwo_GivesEnvoysShares()
    {
        // Envoy's documentation names 21,846 and 43,691 of 65,537.
        var shares = MaglevTable.Of(["a", "b"], [1, 2]).Shares(2);

        Assert.InRange(shares[0], 21_845, 21_847);
        Assert.InRange(shares[1], 43_690, 43_692);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void Of_OneLeaves_ItsKeysMoveAndFewOthers(int members)
    {
        var before = Table(members);
        var after = Table(members, but: members / 2);
        var moved = 0;
        for (var slot = 0UL; slot < (ulong)before.Size; slot++)
        {
            var old = before.Find(slot);
            var now = after.Find(slot);
            moved += old != (now >= members / 2 ? now + 1 : now) ? 1 : 0;
        }

        // The least is 1 / n; Maglev pays for its balance with up to about twice that.
        Assert.InRange(moved / (double)before.Size, 1.0 / members, 2.5 / members);
    }

    [Fact]
    public void Of_SameNames_IsTheSameTable()
    {
        var (one, other) = (Table(7), Table(7));

        Assert.All(
            Enumerable.Range(0, one.Size),
            slot => Assert.Equal(one.Find((ulong)slot), other.Find((ulong)slot))
        );
    }

    [Theory]
    [InlineData(1, 65_537)]
    [InlineData(655, 65_537)]
    [InlineData(656, 655_373)]
    public void Of_ManyMembers_IsLargeEnough(int members, int size) =>
        Assert.Equal(size, Table(members).Size);

    private static MaglevTable Table(int members, int but = -1)
    {
        var names = Enumerable
            .Range(0, members)
            .Where(at => at != but)
            .Select(static at => $"http://10.0.0.{at}:80")
            .ToArray();
        return MaglevTable.Of(names, [.. names.Select(static _ => 1)]);
    }
}
