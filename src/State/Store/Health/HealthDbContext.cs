using LbPlatform.State.Store.Health.Mapping;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Store.Health;

/// <summary>The tables of health.db. Written by Poller only; times are milliseconds since 1970, UTC.</summary>
public sealed class HealthDbContext(DbContextOptions<HealthDbContext> options) : DbContext(options)
{
    internal DbSet<ProbedBackendRow> ProbedBackends => Set<ProbedBackendRow>();

    internal DbSet<BackendHealthRow> BackendHealth => Set<BackendHealthRow>();

    internal DbSet<ProbeRow> Probes => Set<ProbeRow>();

    internal DbSet<TransitionRow> Transitions => Set<TransitionRow>();

    internal DbSet<RollupRow> Rollups => Set<RollupRow>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new ProbedBackendMapping());
        modelBuilder.ApplyConfiguration(new BackendHealthMapping());
        modelBuilder.ApplyConfiguration(new ProbeMapping());
        modelBuilder.ApplyConfiguration(new TransitionMapping());
        modelBuilder.ApplyConfiguration(new RollupMapping());
    }
}
