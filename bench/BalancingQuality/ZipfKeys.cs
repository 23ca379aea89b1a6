namespace LbPlatform.BalancingQuality;

/// <summary>Keys of which the k-th is drawn in proportion to 1/k.</summary>
internal sealed class ZipfKeys
{
    private readonly double[] _cumulative;
    private readonly ulong[] _keys;
    private readonly Random _random;

    /// <summary>So many keys.</summary>
    public ZipfKeys(int count, Random random)
    {
        _random = random;
        _cumulative = new double[count];
        _keys = new ulong[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
        {
            sum += 1.0 / (rank + 1);
            _cumulative[rank] = sum;
            _keys[rank] = (ulong)random.NextInt64();
        }
    }

    /// <summary>The key of the next request.</summary>
    public ulong Next()
    {
        var at = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        return _keys[Math.Min(at < 0 ? ~at : at, _keys.Length - 1)];
    }
}
