using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Health.Mapping;

internal sealed class ProbedBackendMapping : IEntityTypeConfiguration<ProbedBackendRow>
{
    public void Configure(EntityTypeBuilder<ProbedBackendRow> builder)
    {
        builder.ToTable("probed_backends");
        builder.HasKey(static row => row.Key);
        builder.Property(static row => row.Key).HasColumnName("key");
        builder.Property(static row => row.BackendId).HasColumnName("backend_id");
        builder.Property(static row => row.Name).HasColumnName("name");
        builder.Property(static row => row.Pool).HasColumnName("pool");
        builder.Property(static row => row.Url).HasColumnName("url");
        builder.Property(static row => row.RemovedAt).HasColumnName("removed_at");
        builder.HasIndex(static row => row.BackendId).IsUnique();
    }
}
