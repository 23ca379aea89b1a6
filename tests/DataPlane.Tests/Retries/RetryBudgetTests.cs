using LbPlatform.DataPlane.Retries;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Retries;

public sealed class RetryBudgetTests
{
    private readonly RetryBudget _budget = new();

    [Theory]
    [InlineData(20, 3, 1000, 200)]
    [InlineData(20, 3, 100, 30)]
    [InlineData(50, 0, 100, 50)]
    [InlineData(0, 0, 1000, 0)]
    [InlineData(0, 1, 0, 10)]
    public void TryTake_ShareOfTheRequests_ButAFewInAnyCase(
        int percent,
        int minimum,
        int requests,
        int expected
    ) => Assert.Equal(expected, TakeAll(Allow(percent, minimum), requests));

    [Fact]
    public void Tick_TenSecondsOver_NothingIsHeldAgainstThePool()
    {
        var settings = Allow(20, 0);
        Assert.Equal(20, TakeAll(settings, 100));

        Tick(9, 100);
        Assert.Equal(0, TakeAll(settings, 100));
        Tick(1, 100);

        Assert.Equal(0, TakeAll(settings, 100));
        Assert.Equal(40, TakeAll(settings, 300));
    }

    [Fact]
    public void Tick_RequestsOfManySeconds_CountTogether()
    {
        for (var second = 1; second <= 8; second++)
        {
            _budget.Tick(second * 50);
        }

        Assert.Equal(80, TakeAll(Allow(20, 0), 400));
    }

    [Fact]
    public void Tick_BackendsWent_TheirRequestsAreNoDebt()
    {
        _budget.Tick(1000);
        _budget.Tick(10);

        Assert.Equal(202, TakeAll(Allow(20, 0), 20));
    }

    private static RetrySettings Allow(int percent, int minimum) =>
        new() { BudgetPercent = percent, BudgetMinimum = minimum };

    private void Tick(int seconds, long began)
    {
        for (var second = 0; second < seconds; second++)
        {
            _budget.Tick(began);
        }
    }

    private int TakeAll(RetrySettings settings, long began)
    {
        var taken = 0;
        while (_budget.TryTake(settings, began))
        {
            taken++;
        }

        return taken;
    }
}
