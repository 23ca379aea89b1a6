using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Health.Mapping;

internal sealed class RollupMapping : IEntityTypeConfiguration<RollupRow>
{
    public void Configure(EntityTypeBuilder<RollupRow> builder)
    {
        builder.ToTable("probe_rollups");
        builder.HasKey(static row => new
        {
            row.Resolution,
            row.BucketStart,
            row.BackendKey,
        });
        builder.Property(static row => row.Resolution).HasColumnName("resolution");
        builder.Property(static row => row.BucketStart).HasColumnName("bucket_start");
        builder.Property(static row => row.BackendKey).HasColumnName("backend_key");
        builder.Property(static row => row.Checks).HasColumnName("checks");
        builder.Property(static row => row.Passed).HasColumnName("passed");
        builder.Property(static row => row.LatencySumMicroseconds).HasColumnName("latency_sum_us");
        builder.Property(static row => row.LatencyMaxMicroseconds).HasColumnName("latency_max_us");
    }
}
