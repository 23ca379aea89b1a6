using LbPlatform.State.Addresses;
using LbPlatform.State.Routing;
using LbPlatform.State.Store.Configuration.Mapping;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Store.Configuration;

/// <summary>The tables of config.db. Written by ControlPlane only.</summary>
public sealed class ConfigurationDbContext(DbContextOptions<ConfigurationDbContext> options)
    : DbContext(options)
{
    internal DbSet<StoreRow> Store => Set<StoreRow>();

    internal DbSet<Pool> Pools => Set<Pool>();

    internal DbSet<Backend> Backends => Set<Backend>();

    internal DbSet<Route> Routes => Set<Route>();

    internal DbSet<RevisionRow> Revisions => Set<RevisionRow>();

    internal DbSet<ChangeRow> Changes => Set<ChangeRow>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new StoreMapping());
        modelBuilder.ApplyConfiguration(new PoolMapping());
        modelBuilder.ApplyConfiguration(new BackendMapping());
        modelBuilder.ApplyConfiguration(new RouteMapping());
        modelBuilder.ApplyConfiguration(new RevisionMapping());
        modelBuilder.ApplyConfiguration(new ChangeMapping());
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Revision>().HaveConversion<RevisionConverter>();
        configurationBuilder.Properties<BackendUrl>().HaveConversion<BackendUrlConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<IsoInstantConverter>();
        configurationBuilder
            .Properties<AdministrativeState>()
            .HaveConversion<LowerCaseEnumConverter<AdministrativeState>>();
        configurationBuilder
            .Properties<ProbeSettings>()
            .HaveConversion<JsonConverter<ProbeSettings>>();
        configurationBuilder
            .Properties<ProbeOverrides>()
            .HaveConversion<JsonConverter<ProbeOverrides>>();
        configurationBuilder
            .Properties<BalancingSettings>()
            .HaveConversion<JsonConverter<BalancingSettings>>();
        configurationBuilder
            .Properties<ResilienceSettings>()
            .HaveConversion<JsonConverter<ResilienceSettings>>();
        configurationBuilder
            .Properties<BackendTransport>()
            .HaveConversion<JsonConverter<BackendTransport>>();
        configurationBuilder
            .Properties<AffinitySettings>()
            .HaveConversion<JsonConverter<AffinitySettings>>();
        configurationBuilder
            .Properties<AffinityKeys>()
            .HaveConversion<JsonConverter<AffinityKeys>>();
        configurationBuilder
            .Properties<BackendDrain>()
            .HaveConversion<JsonConverter<BackendDrain>>();
        configurationBuilder.Properties<RouteMatch>().HaveConversion<JsonConverter<RouteMatch>>();
        configurationBuilder.Properties<RouteAction>().HaveConversion<JsonConverter<RouteAction>>();
        configurationBuilder.Properties<RouteLimits>().HaveConversion<JsonConverter<RouteLimits>>();
        configurationBuilder
            .Properties<AddressPolicy>()
            .HaveConversion<JsonConverter<AddressPolicy>>();
    }
}
