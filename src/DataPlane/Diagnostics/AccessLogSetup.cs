namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>Adds the access log.</summary>
internal static class AccessLogSetup
{
    public static void AddAccessLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccessLog>();
        builder.Services.AddHostedService(static s => s.GetRequiredService<AccessLog>());
    }
}
