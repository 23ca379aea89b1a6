using System.Diagnostics;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>Puts the rules before the request path.</summary>
internal static class StrictnessSetup
{
    public static void AddStrictness(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new RequestGuard(RequestRules.All));
        builder.Services.AddSingleton<IReadOnlyList<ReadingRule>>(ReadingRule.All);
        builder.Services.AddSingleton<UnreadRequests>();
        builder.WebHost.ConfigureKestrel(static server =>
        {
            foreach (
                var rule in server.ApplicationServices.GetRequiredService<
                    IReadOnlyList<ReadingRule>
                >()
            )
            {
                rule.Apply(server);
            }
        });
    }

    /// <summary>Refuses requests that break a rule; goes first.</summary>
    public static void UseStrictness(this WebApplication app)
    {
        var guard = app.Services.GetRequiredService<RequestGuard>();
        var dispatcher = app.Services.GetRequiredService<Dispatcher>();
        app.Use(next =>
            context =>
                guard.FindBroken(context) is { } broken
                    ? dispatcher.AnswerAsync(context, broken.Answer)
                    : next(context)
        );
        app.Services.GetRequiredService<UnreadRequests>()
            .Follow(app.Services.GetRequiredService<DiagnosticListener>());
    }
}
