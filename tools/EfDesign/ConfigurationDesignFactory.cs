using LbPlatform.State.Store.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LbPlatform.EfDesign;

internal sealed class ConfigurationDesignFactory
    : IDesignTimeDbContextFactory<ConfigurationDbContext>
{
    public ConfigurationDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<ConfigurationDbContext>()
                .UseSqlite("Data Source=design-time.db")
                .Options
        );
}
