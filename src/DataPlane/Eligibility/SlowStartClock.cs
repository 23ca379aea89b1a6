namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Lets the share of backends that returned grow while their pools' windows last.</summary>
internal sealed class SlowStartClock(EligibilityTable table, TimeProvider time) : BackgroundService
{
    /// <summary>Time between two steps.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            table.Grow();
        }
    }
}
