using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;

namespace LbPlatform.State.Tests.Store.Health;

public sealed class HealthSchemaTests
{
    [Fact]
    public void Migrate_FileRemovedMeanwhile_MakesTheNewOneWhole()
    {
        using var directory = new TemporaryDirectory();
        var options = new StoreOptions { Directory = directory.Path };
        HealthSchema.Migrate(options);
        File.Delete(options.HealthFile);

        HealthSchema.Migrate(options);

        Assert.Empty(new HealthQueries(options).ReadCurrent(null));
    }
}
