using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class RevisionMapping : IEntityTypeConfiguration<RevisionRow>
{
    public void Configure(EntityTypeBuilder<RevisionRow> builder)
    {
        builder.ToTable("revisions");
        builder.HasKey(static row => row.Number);
        builder.Property(static row => row.Number).HasColumnName("number").ValueGeneratedNever();
        builder.Property(static row => row.CommittedAt).HasColumnName("committed_at");
        builder.Property(static row => row.Actor).HasColumnName("actor");
        builder
            .HasMany(static row => row.Changes)
            .WithOne()
            .HasForeignKey(static change => change.Revision);
    }
}
