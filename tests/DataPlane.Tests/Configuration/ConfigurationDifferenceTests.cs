using LbPlatform.DataPlane.Configuration;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class ConfigurationDifferenceTests
{
    [Fact]
    public void Between_AddedRemovedChanged_CountsEach()
    {
        var before = Some.Snapshot(
            Some.Backend("kept"),
            Some.Backend("old"),
            Some.Backend("turned")
        );
        var after = Some.Snapshot(
            Some.Backend("kept"),
            Some.Backend("turned") with
            {
                Revision = new(2),
            },
            Some.Backend("new1"),
            Some.Backend("new2")
        );

        Assert.Equal(new(2, 1, 1), ConfigurationDifference.Between(before, after));
    }
}
