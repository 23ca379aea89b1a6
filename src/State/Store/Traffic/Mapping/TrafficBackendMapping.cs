using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Traffic.Mapping;

internal sealed class TrafficBackendMapping : IEntityTypeConfiguration<TrafficBackendRow>
{
    public void Configure(EntityTypeBuilder<TrafficBackendRow> builder)
    {
        builder.ToTable("traffic_backends");
        builder.HasKey(static row => row.Key);
        builder.Property(static row => row.Key).HasColumnName("key");
        builder.Property(static row => row.BackendId).HasColumnName("backend_id");
        builder.Property(static row => row.Name).HasColumnName("name");
        builder.Property(static row => row.Pool).HasColumnName("pool");
        builder.HasIndex(static row => row.BackendId).IsUnique();
    }
}
