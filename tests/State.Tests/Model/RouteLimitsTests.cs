using System.Text.Json;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.State.Tests.Model;

public sealed class RouteLimitsTests
{
    private static readonly RouteLimits All = new()
    {
        MaxBodyBytes = 1,
        RateLimits =
        [
            new()
            {
                Requests = 2,
                Period = TimeSpan.FromMinutes(3),
                Algorithm = RateLimitAlgorithm.SlidingWindow,
                By = RateLimitKey.Header,
                Header = "X-Key",
            },
        ],
        MaxRequestsInFlight = 4,
        MaxRequestsInFlightPerClient = 5,
        Allow = NetworkList.Parse("10.0.0.0/8"),
        Deny = NetworkList.Parse("10.1.0.0/16"),
        MinRequestBytesPerSecond = 6,
        MinResponseBytesPerSecond = 7,
    };

    [Fact]
    public void Json_AllLimits_AreReadBackEqual()
    {
        var text = JsonSerializer.Serialize(All, SnapshotJson.Options);

        var read = JsonSerializer.Deserialize<RouteLimits>(text, SnapshotJson.Options)!;

        Assert.Equal(All, read);
        Assert.Equal(All.GetHashCode(), read.GetHashCode());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"rateLimits":[]}""")]
    public void Json_OfAnOlderRow_IsNoLimits(string text) =>
        Assert.Equal(
            RouteLimits.None,
            JsonSerializer.Deserialize<RouteLimits>(text, SnapshotJson.Options)
        );

    /// <summary>Equality is written by hand: a limit that it forgets would never take effect.</summary>
    [Fact]
    public void Equals_EachLimit_Counts() =>
        Assert.All(
            typeof(RouteLimits).GetProperties().Where(static property => property.CanWrite),
            static property =>
            {
                var other = All with { };
                property.SetValue(other, property.GetValue(RouteLimits.None));
                Assert.NotEqual(All, other);
            }
        );
}
