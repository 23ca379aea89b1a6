using LbPlatform.State.Store.Traffic.Mapping;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Store.Traffic;

/// <summary>The tables of traffic.db. Written by ControlPlane only; times are milliseconds since 1970, UTC.</summary>
public sealed class TrafficDbContext(DbContextOptions<TrafficDbContext> options)
    : DbContext(options)
{
    internal DbSet<TrafficBackendRow> Backends => Set<TrafficBackendRow>();

    internal DbSet<TrafficRollupRow> Rollups => Set<TrafficRollupRow>();

    internal DbSet<TrafficBaselineRow> Baselines => Set<TrafficBaselineRow>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new TrafficBackendMapping());
        modelBuilder.ApplyConfiguration(new TrafficRollupMapping());
        modelBuilder.ApplyConfiguration(new TrafficBaselineMapping());
    }
}
