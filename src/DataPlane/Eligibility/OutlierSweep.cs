namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Looks at each pool's traffic in turn and leaves its outliers out.</summary>
internal sealed class OutlierSweep(EligibilityTable table, Ejector ejector, TimeProvider time)
    : BackgroundService
{
    /// <summary>One look at every pool.</summary>
    public void Sweep()
    {
        foreach (var pool in table.Pools)
        {
            var settings = pool.Ejection;
            if (!settings.NeedsCounts)
            {
                continue;
            }

            var members = pool.Eligible.Members;
            var samples = members.Select(static backend => backend.Traffic.Take()).ToArray();
            foreach (var (position, reason) in OutlierRules.Find(samples, settings))
            {
                ejector.IsOutlier(pool, members[position], reason);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(OutlierRules.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Sweep();
        }
    }
}
