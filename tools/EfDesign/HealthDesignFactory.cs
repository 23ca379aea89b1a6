using LbPlatform.State.Store.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LbPlatform.EfDesign;

internal sealed class HealthDesignFactory : IDesignTimeDbContextFactory<HealthDbContext>
{
    public HealthDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<HealthDbContext>()
                .UseSqlite("Data Source=design-time.db")
                .Options
        );
}
