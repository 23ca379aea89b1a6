using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Health.Mapping;

internal sealed class ProbeMapping : IEntityTypeConfiguration<ProbeRow>
{
    public void Configure(EntityTypeBuilder<ProbeRow> builder)
    {
        builder.ToTable("probes");
        builder.HasKey(static row => row.Id);
        builder.Property(static row => row.Id).HasColumnName("id");
        builder.Property(static row => row.BackendKey).HasColumnName("backend_key");
        builder.Property(static row => row.CheckedAt).HasColumnName("checked_at");
        builder.Property(static row => row.Outcome).HasColumnName("outcome");
        builder.Property(static row => row.StatusCode).HasColumnName("status_code");
        builder.Property(static row => row.LatencyMicroseconds).HasColumnName("latency_us");
        builder.Property(static row => row.Detail).HasColumnName("detail");
        builder.HasOne<ProbedBackendRow>().WithMany().HasForeignKey(static row => row.BackendKey);
        builder.HasIndex(static row => new { row.BackendKey, row.CheckedAt });
        // By time alone: an index on the text that people sort by, see HealthViews. EF Core knows no such index.
    }
}
