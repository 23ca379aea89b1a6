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

    [Fact]
    public void Migrate_NoDatabase_SaysWhatToDo()
    {
        using var directory = new TemporaryDirectory();
        var options = new StoreOptions { Directory = directory.Path };
        File.WriteAllText(options.HealthFile, new string('x', 5000));

        var refusal = Assert.Throws<StoreUnavailableException>(() => HealthSchema.Migrate(options));

        Assert.Contains("move it away", refusal.Message);
    }
}
