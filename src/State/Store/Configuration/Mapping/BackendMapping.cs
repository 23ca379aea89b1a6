using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class BackendMapping : IEntityTypeConfiguration<Backend>
{
    public void Configure(EntityTypeBuilder<Backend> builder)
    {
        ResourceMapping.Configure(builder, "backends");
        builder.Property(static backend => backend.PoolId).HasColumnName("pool_id");
        builder.Property(static backend => backend.Url).HasColumnName("url");
        builder
            .Property(static backend => backend.AdministrativeState)
            .HasColumnName("administrative_state");
        builder.Property(static backend => backend.Drain).HasColumnName("drain");
        builder.Property(static backend => backend.Weight).HasColumnName("weight");
        builder.Property(static backend => backend.Tier).HasColumnName("tier");
        builder.Property(static backend => backend.Zone).HasColumnName("zone");
        builder.Property(static backend => backend.Probe).HasColumnName("probe");
        builder
            .HasOne<Pool>()
            .WithMany()
            .HasForeignKey(static backend => backend.PoolId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(static backend => new { backend.PoolId, backend.Url }).IsUnique();
    }
}
