using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class RouteMapping : IEntityTypeConfiguration<Route>
{
    public void Configure(EntityTypeBuilder<Route> builder)
    {
        ResourceMapping.Configure(builder, "routes");
        builder.Property(static route => route.PoolId).HasColumnName("pool_id");
        builder.Property(static route => route.Priority).HasColumnName("priority");
        builder.Property(static route => route.Match).HasColumnName("match");
        builder.Property(static route => route.Action).HasColumnName("action");
        builder.Property(static route => route.Limits).HasColumnName("limits");
        builder
            .HasOne<Pool>()
            .WithMany()
            .HasForeignKey(static route => route.PoolId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
