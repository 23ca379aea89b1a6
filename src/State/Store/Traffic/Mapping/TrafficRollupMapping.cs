using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Traffic.Mapping;

internal sealed class TrafficRollupMapping : IEntityTypeConfiguration<TrafficRollupRow>
{
    public void Configure(EntityTypeBuilder<TrafficRollupRow> builder)
    {
        builder.ToTable("traffic_rollups");
        builder.HasKey(static row => new
        {
            row.Resolution,
            row.BucketStart,
            row.BackendKey,
        });
        builder.Property(static row => row.Resolution).HasColumnName("resolution");
        builder.Property(static row => row.BucketStart).HasColumnName("bucket_start");
        builder.Property(static row => row.BackendKey).HasColumnName("backend_key");
        builder.Property(static row => row.Answers1xx).HasColumnName("answers_1xx");
        builder.Property(static row => row.Answers2xx).HasColumnName("answers_2xx");
        builder.Property(static row => row.Answers3xx).HasColumnName("answers_3xx");
        builder.Property(static row => row.Answers4xx).HasColumnName("answers_4xx");
        builder.Property(static row => row.Answers5xx).HasColumnName("answers_5xx");
        builder.Property(static row => row.Refused).HasColumnName("refused");
        builder.Property(static row => row.Timeout).HasColumnName("timeout");
        builder.Property(static row => row.Dns).HasColumnName("dns");
        builder.Property(static row => row.Tls).HasColumnName("tls");
        builder.Property(static row => row.Reset).HasColumnName("reset");
        builder.Property(static row => row.Protocol).HasColumnName("protocol");
        builder.Property(static row => row.Cancelled).HasColumnName("cancelled");
        builder.Property(static row => row.Error).HasColumnName("error");
        builder.Property(static row => row.Retries).HasColumnName("retries");
        builder.Property(static row => row.EjectedUnreachable).HasColumnName("ejected_unreachable");
        builder.Property(static row => row.EjectedOutlier).HasColumnName("ejected_outlier");
        builder.Property(static row => row.LatencySumMicroseconds).HasColumnName("latency_sum_us");
        builder.Property(static row => row.LatencyP50Microseconds).HasColumnName("latency_p50_us");
        builder.Property(static row => row.LatencyP95Microseconds).HasColumnName("latency_p95_us");
        builder.Property(static row => row.LatencyP99Microseconds).HasColumnName("latency_p99_us");
        builder.Property(static row => row.Latencies).HasColumnName("latencies");
        builder.HasIndex(static row => new
        {
            row.BackendKey,
            row.Resolution,
            row.BucketStart,
        });
    }
}
