using LbPlatform.State.Store.Traffic;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LbPlatform.EfDesign;

internal sealed class TrafficDesignFactory : IDesignTimeDbContextFactory<TrafficDbContext>
{
    public TrafficDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<TrafficDbContext>()
                .UseSqlite("Data Source=design-time.db")
                .Options
        );
}
