using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class PoolMapping : IEntityTypeConfiguration<Pool>
{
    public void Configure(EntityTypeBuilder<Pool> builder)
    {
        ResourceMapping.Configure(builder, "pools");
        builder.Property(static pool => pool.Probe).HasColumnName("probe");
        builder.Property(static pool => pool.Balancing).HasColumnName("balancing");
        builder.Property(static pool => pool.Resilience).HasColumnName("resilience");
        builder.Property(static pool => pool.Affinity).HasColumnName("affinity");
        builder
            .Property(static pool => pool.DrainTimeout)
            .HasColumnName("drain_timeout_ms")
            .HasConversion(
                static time => (long)time.TotalMilliseconds,
                static milliseconds => TimeSpan.FromMilliseconds(milliseconds)
            );
        builder.Property(static pool => pool.Transport).HasColumnName("transport");
    }
}
