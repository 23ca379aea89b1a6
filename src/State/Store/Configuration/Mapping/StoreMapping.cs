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
        builder.ComplexProperty(
            static row => row.Probe,
            static probe =>
            {
                probe.Property(static p => p.Path).HasColumnName("probe_path");
                probe.Property(static p => p.Interval).HasColumnName("probe_interval_ms");
                probe.Property(static p => p.FastInterval).HasColumnName("probe_fast_interval_ms");
                probe.Property(static p => p.Timeout).HasColumnName("probe_timeout_ms");
                probe.Property(static p => p.ExpectedStatus).HasColumnName("probe_expected_status");
                probe
                    .Property(static p => p.HealthyThreshold)
                    .HasColumnName("probe_healthy_threshold");
                probe
                    .Property(static p => p.UnhealthyThreshold)
                    .HasColumnName("probe_unhealthy_threshold");
            }
        );
    }
}
