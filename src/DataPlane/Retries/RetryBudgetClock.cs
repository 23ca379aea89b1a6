using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Retries;

/// <summary>Moves the window of every pool's <see cref="RetryBudget"/>.</summary>
internal sealed class RetryBudgetClock(EligibilityTable table, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Second, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var pool in table.Pools)
            {
                pool.Budget.Tick(pool.Began);
            }
        }
    }
}
