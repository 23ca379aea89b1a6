using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class StoreMapping : IEntityTypeConfiguration<StoreRow>
{
    public void Configure(EntityTypeBuilder<StoreRow> builder)
    {
        builder.ToTable("store");
        builder.HasKey(static row => row.Id);
        builder.Property(static row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(static row => row.StoreId).HasColumnName("store_id");
        builder.Property(static row => row.SettingsRevision).HasColumnName("settings_revision");
        builder.Property(static row => row.Addresses).HasColumnName("addresses");
        builder.Property(static row => row.AffinityKeys).HasColumnName("affinity_keys");
        builder.Property(static row => row.Probe).HasColumnName("probe");
    }
}
