using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Configuration.Mapping;

/// <summary>The columns that every resource has.</summary>
internal static class ResourceMapping
{
    public static void Configure<T>(EntityTypeBuilder<T> builder, string table)
        where T : class, IResource
    {
        builder.ToTable(table);
        builder.HasKey(static resource => resource.Id);
        builder.Property(static resource => resource.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(static resource => resource.Name).HasColumnName("name");
        builder
            .Property(static resource => resource.CreatedRevision)
            .HasColumnName("created_revision");
        builder.Property(static resource => resource.Revision).HasColumnName("revision");
        builder.Property(static resource => resource.CreatedAt).HasColumnName("created_at");
        builder.Property(static resource => resource.UpdatedAt).HasColumnName("updated_at");
        builder.HasIndex(static resource => resource.Name).IsUnique();
    }
}
