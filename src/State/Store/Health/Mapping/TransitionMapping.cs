using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Health.Mapping;

internal sealed class TransitionMapping : IEntityTypeConfiguration<TransitionRow>
{
    public void Configure(EntityTypeBuilder<TransitionRow> builder)
    {
        builder.ToTable("transitions");
        builder.HasKey(static row => row.Id);
        builder.Property(static row => row.Id).HasColumnName("id");
        builder.Property(static row => row.BackendKey).HasColumnName("backend_key");
        builder.Property(static row => row.At).HasColumnName("at");
        builder.Property(static row => row.FromStatus).HasColumnName("from_status");
        builder.Property(static row => row.ToStatus).HasColumnName("to_status");
        builder.Property(static row => row.Outcome).HasColumnName("outcome");
        builder.Property(static row => row.StatusCode).HasColumnName("status_code");
        builder.Property(static row => row.LatencyMicroseconds).HasColumnName("latency_us");
        builder.Property(static row => row.Detail).HasColumnName("detail");
        builder.HasOne<ProbedBackendRow>().WithMany().HasForeignKey(static row => row.BackendKey);
        builder.HasIndex(static row => new { row.BackendKey, row.At });
    }
}
