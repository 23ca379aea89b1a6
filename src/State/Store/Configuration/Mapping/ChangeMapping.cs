using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class ChangeMapping : IEntityTypeConfiguration<ChangeRow>
{
    public void Configure(EntityTypeBuilder<ChangeRow> builder)
    {
        builder.ToTable("changes");
        builder.HasKey(static row => row.Id);
        builder.Property(static row => row.Id).HasColumnName("id");
        builder.Property(static row => row.Revision).HasColumnName("revision");
        builder.Property(static row => row.Kind).HasColumnName("kind");
        builder.Property(static row => row.ResourceId).HasColumnName("resource_id");
        builder.Property(static row => row.Name).HasColumnName("name");
        builder.Property(static row => row.Before).HasColumnName("before");
        builder.Property(static row => row.After).HasColumnName("after");
        builder.HasIndex(static row => row.ResourceId);
    }
}
