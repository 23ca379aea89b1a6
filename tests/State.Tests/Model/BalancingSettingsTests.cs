using System.Text.Json;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.State.Tests.Model;

public sealed class BalancingSettingsTests
{
    /// <summary>A pool that was stored before zones were known gets the defaults of today.</summary>
    [Fact]
    public void Read_WrittenBeforeZones_HasTheirDefaults() =>
        Assert.Equal(
            new BalancingSettings { Policy = BalancingPolicy.Random },
            JsonSerializer.Deserialize<BalancingSettings>(
                """{"policy":"random"}""",
                SnapshotJson.Options
            )
        );
}
