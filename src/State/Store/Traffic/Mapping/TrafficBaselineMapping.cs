using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Traffic.Mapping;

internal sealed class TrafficBaselineMapping : IEntityTypeConfiguration<TrafficBaselineRow>
{
    public void Configure(EntityTypeBuilder<TrafficBaselineRow> builder)
    {
        builder.ToTable("traffic_baselines");
        builder.HasKey(static row => new { row.NodeId, row.BackendId });
        builder.Property(static row => row.NodeId).HasColumnName("node_id");
        builder.Property(static row => row.BackendId).HasColumnName("backend_id");
        builder.Property(static row => row.Epoch).HasColumnName("epoch");
        builder.Property(static row => row.Since).HasColumnName("since");
        builder.Property(static row => row.ReportedAt).HasColumnName("reported_at");
        builder.Property(static row => row.Counts).HasColumnName("counts");
    }
}
