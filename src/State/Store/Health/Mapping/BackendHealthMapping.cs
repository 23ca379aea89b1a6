using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Health.Mapping;

internal sealed class BackendHealthMapping : IEntityTypeConfiguration<BackendHealthRow>
{
    public void Configure(EntityTypeBuilder<BackendHealthRow> builder)
    {
        builder.ToTable("backend_health");
        builder.HasKey(static row => row.BackendKey);
        builder
            .Property(static row => row.BackendKey)
            .HasColumnName("backend_key")
            .ValueGeneratedNever();
        builder.Property(static row => row.Status).HasColumnName("status");
        builder.Property(static row => row.Since).HasColumnName("since");
        builder.Property(static row => row.Contradictions).HasColumnName("contradictions");
        builder.Property(static row => row.CheckedAt).HasColumnName("checked_at");
        builder.Property(static row => row.Outcome).HasColumnName("outcome");
        builder.Property(static row => row.StatusCode).HasColumnName("status_code");
        builder.Property(static row => row.LatencyMicroseconds).HasColumnName("latency_us");
        builder.Property(static row => row.Detail).HasColumnName("detail");
        builder
            .HasOne<ProbedBackendRow>()
            .WithOne()
            .HasForeignKey<BackendHealthRow>(static row => row.BackendKey);
    }
}
