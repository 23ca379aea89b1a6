using System.Globalization;

namespace LbPlatform.RouteTable;

/// <summary>What was measured of one implementation.</summary>
internal sealed record Row(
    string Name,
    double LookUpNanoseconds,
    double LookUpBytes,
    IReadOnlyList<double> ChangeMilliseconds,
    double ChangeBytes
)
{
    public override string ToString()
    {
        double[] sorted = [.. ChangeMilliseconds.Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Name} | {LookUpNanoseconds:N0} | {LookUpBytes:N0} | {sorted[sorted.Length / 2]:N3}, {sorted[^1]:N3} | {ChangeBytes:N0} |"
        );
    }
}
