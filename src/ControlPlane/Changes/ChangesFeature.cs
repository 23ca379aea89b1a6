using LbPlatform.ControlPlane.Idempotency;

namespace LbPlatform.ControlPlane.Changes;

/// <summary>What every write passes through.</summary>
internal static class ChangesFeature
{
    public static void AddChanges(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChangeLog>();
        builder.Services.AddSingleton<Committer>();
        builder.Services.AddSingleton<IdempotencyKeys>();
    }
}
