using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>How busy a backend is for its weight, compared without division.</summary>
internal static class Load
{
    /// <summary>
    /// Negative where <paramref name="a"/> would have less to do per weight than <paramref name="b"/> with one more
    /// request, 0 where it is the same. The further request counts, so that of idle ones the stronger comes first.
    /// </summary>
    public static int Compare(BackendState a, BackendState b) =>
        ((a.InFlight + 1L) * b.Share).CompareTo((b.InFlight + 1L) * a.Share);
}
