using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;
using Microsoft.Data.Sqlite;

namespace LbPlatform.ControlPlane.Tests.Store;

public sealed class StoreKeeperTests : ApiTests
{
    [Fact]
    public async Task ConfigurationFile_Removed_IsRebuiltFromMemory()
    {
        await Api.AddAsync("one");
        var before = Api.Store.Current;
        File.Delete(Api.StoreOptions.ConfigurationFile);

        var refused = await Api.SendAsync("POST", "/backends", """{"url":"http://two"}""");
        if (refused.Status != 201)
        {
            Assert.Equal((503, "store"), (refused.Status, refused.Code));
            Assert.Equal("1", refused.Headers["Retry-After"]);
        }

        await Eventually.HoldsAsync(
            () => Api.Store.Current.StoreId != before.StoreId,
            "the store is rebuilt"
        );
        Assert.True(Api.Store.Current.Revision > before.Revision);
        Assert.Equal(
            before.Backends.Find("one")!.Id,
            (await Api.GetAsync("/backends/one")).Field("id")
        );
        await Api.AddAsync("after");
        await RestartAsync();
        Assert.Contains("after", (await Api.GetAsync("/backends")).Names);
    }

    /// <summary>A value that only a hand in the file can write.</summary>
    [Fact]
    public async Task Start_BadRow_IsSaidRefusedAndRemovable()
    {
        await Api.AddAsync("good");
        await Api.AddAsync("bad");
        Api.Damage("UPDATE backends SET url = 'nonsense' WHERE name = 'bad'");

        await RestartAsync();

        Assert.Equal(["good"], (await Api.GetAsync("/backends")).Names);
        var ready = await Api.GetAsync("/readyz");
        Assert.Equal(200, ready.Status);
        Assert.Contains("backend bad: 'nonsense'", ready.Text);
        var read = await Api.GetAsync("/backends/bad");
        Assert.Equal((409, "unreadable"), (read.Status, read.Code));
        Assert.Contains("nonsense", read.Field("detail"));
        var again = await Api.SendAsync("POST", "/backends", """{"name":"bad","url":"http://x"}""");
        Assert.Equal((409, "exists"), (again.Status, again.Code));
        Assert.Equal(
            409,
            (await Api.SendAsync("DELETE", "/backends/bad", headers: ("If-Match", "\"r3\""))).Status
        );
        Assert.Equal(204, (await Api.SendAsync("DELETE", "/backends/bad")).Status);
        Assert.Contains("nonsense", (await Api.GetAsync("/revisions?limit=1")).Text);
        await Api.AddAsync("bad");
        Assert.DoesNotContain("cannot be read", (await Api.GetAsync("/readyz")).Text);
    }

    [Fact]
    public async Task HealthFile_Removed_IsMadeAnew()
    {
        await Api.AddAsync("one");
        File.Delete(Api.StoreOptions.HealthFile);

        await Eventually.HoldsAsync(
            async () => (await Api.GetAsync("/backends/one/health")).Status == 200,
            "health can be asked again"
        );
    }

    [Fact]
    public async Task HealthFile_Unreadable_BackendsAreStillShown()
    {
        await Api.AddAsync("one");
        var file = Api.StoreOptions.HealthFile;
        File.Delete(file);
        System.IO.Directory.CreateDirectory(file);

        Assert.Equal(200, (await Api.GetAsync("/backends")).Status);
        Assert.Equal(503, (await Api.GetAsync("/backends/one/health")).Status);
    }

    [Fact]
    public async Task Start_StoreMissing_RestoresTheCopyOfADataPlane()
    {
        await Api.AddAsync("one");
        var options = Api.StoreOptions;
        new LastGoodCopy<ConfigurationSnapshot>(
            options.LastGoodFile("dataplane", "configuration")
        ).Write(Api.Store.Current);
        var before = await Api.GetAsync("/backends/one");
        await Api.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in System.IO.Directory.GetFiles(Directory, "*.db*"))
        {
            File.Delete(file);
        }

        await InitializeAsync();

        var after = await Api.GetAsync("/backends/one");
        Assert.Equal(before.Field("id"), after.Field("id"));
        Assert.Equal(before.Field("createdAt"), after.Field("createdAt"));
    }

    [Fact]
    public async Task Start_StoreHeldByAnother_SaysSo() =>
        Assert.Contains(
            "already writes",
            (
                await Assert.ThrowsAsync<StoreUnavailableException>(() =>
                    ApiUnderTest.StartAsync(Directory)
                )
            ).Message
        );

    [Fact]
    public async Task Readyz_SaysTheRevision()
    {
        await Api.AddAsync("one");

        Assert.Equal(
            "[+] store: revision 2, 1 backends\nready\n",
            (await Api.GetAsync("/readyz")).Text
        );
        Assert.Equal(200, (await Api.GetAsync("/livez")).Status);
    }
}
