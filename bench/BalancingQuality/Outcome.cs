namespace LbPlatform.BalancingQuality;

/// <summary>What clients saw, and which server answered how many.</summary>
internal sealed class Outcome(int servers)
{
    private readonly List<double> _milliseconds = [];
    private int _failed;

    /// <summary>Requests by server.</summary>
    public int[] PerServer { get; } = new int[servers];

    /// <summary>Requests that were answered in time, in percent.</summary>
    public double SuccessPercent => 100.0 * _milliseconds.Count / (_milliseconds.Count + _failed);

    /// <summary>The mean time of those that were answered, in milliseconds.</summary>
    public double Mean => _milliseconds.Average();

    /// <summary>A request that went to <paramref name="server"/> took so long; <c>null</c> where it failed.</summary>
    public void Count(int server, TimeSpan? took)
    {
        PerServer[server]++;
        if (took is { } time)
        {
            _milliseconds.Add(time.TotalMilliseconds);
        }
        else
        {
            _failed++;
        }
    }

    /// <summary>The time that this share of the answers did not exceed, in milliseconds.</summary>
    public double Percentile(double share)
    {
        _milliseconds.Sort();
        return _milliseconds[(int)Math.Min(_milliseconds.Count - 1, share * _milliseconds.Count)];
    }
}
