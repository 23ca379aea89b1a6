using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LbPlatform.State.Store.Configuration.Mapping;

/// <summary>The columns that every resource has, and those of its probe overrides.</summary>
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

    public static void ConfigureOverrides(ComplexPropertyBuilder<ProbeOverrides> probe)
    {
        probe.Property(static p => p.Path).HasColumnName("probe_path");
        probe.Property(static p => p.Interval).HasColumnName("probe_interval_ms");
        probe.Property(static p => p.FastInterval).HasColumnName("probe_fast_interval_ms");
        probe.Property(static p => p.Timeout).HasColumnName("probe_timeout_ms");
        probe.Property(static p => p.ExpectedStatus).HasColumnName("probe_expected_status");
        probe.Property(static p => p.HealthyThreshold).HasColumnName("probe_healthy_threshold");
        probe.Property(static p => p.UnhealthyThreshold).HasColumnName("probe_unhealthy_threshold");
    }
}
