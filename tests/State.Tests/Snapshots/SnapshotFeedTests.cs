using LbPlatform.State.Snapshots;

namespace LbPlatform.State.Tests.Snapshots;

public sealed class SnapshotFeedTests
{
    [Fact]
    public async Task Follow_LateFollower_StartsWithTheCurrent()
    {
        var feed = new SnapshotFeed<string>();
        feed.Publish("old");
        feed.Publish("new");

        Assert.Equal("new", await FirstAsync(feed));
    }

    [Fact]
    public async Task Follow_SlowFollower_MissesOnlyWhatIsOutdated()
    {
        var feed = new SnapshotFeed<string>();
        feed.Publish("0");
        await using var slow = feed.FollowAsync(default).GetAsyncEnumerator();
        await slow.MoveNextAsync();
        for (var n = 1; n <= 100; n++)
        {
            feed.Publish($"{n}");
        }

        await slow.MoveNextAsync();

        Assert.Equal("100", slow.Current);
    }

    private static async Task<string> FirstAsync(SnapshotFeed<string> feed)
    {
        await foreach (var value in feed.FollowAsync(default))
        {
            return value;
        }

        return "";
    }
}
