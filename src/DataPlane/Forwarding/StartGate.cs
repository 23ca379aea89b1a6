using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Nodes;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// Holds the traffic's listener back until the first configuration and verdicts are in force, so that a restart
/// answers nobody 503, and until ControlPlane knows of this node, so that the first write waits for it; but not for
/// long, since without a store it must say that it waits.
/// </summary>
internal sealed class StartGate(
    AppliedConfiguration applied,
    HealthSubscriber health,
    NodeReporter reporter,
    IOptions<DataPlaneOptions> options,
    TimeProvider time
) : IHostedService
{
    /// <summary>How long traffic is held back at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The same where another process serves the port already: a part of its traffic would be answered 503.</summary>
    public static readonly TimeSpan LongestBesideAnother = TimeSpan.FromSeconds(60);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(applied.First, health.First, reporter.FirstAttempt)
                .WaitAsync(
                    options.Value.ReusePort ? LongestBesideAnother : Longest,
                    time,
                    cancellationToken
                );
        }
        catch (TimeoutException)
        {
            // The log and /readyz say what is missing.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
