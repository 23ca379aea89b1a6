using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>
/// Follows one request whose client may ask why, and tells it with the head of the answer, whoever gives that. Other requests have
/// none.
/// </summary>
internal sealed class RequestTrace
{
    private readonly TimeProvider _time;

    private RequestTrace(EligibilityTable table, TimeProvider time)
    {
        _time = time;
        Health = table.Health;
    }

    /// <summary>The verdicts when it came.</summary>
    public HealthSnapshot Health { get; }

    /// <summary>What takes it; <c>null</c> where no route does, or it was refused before.</summary>
    public RoutePlan? Plan { get; private set; }

    /// <summary>Its way; <c>null</c> where it goes to no pool.</summary>
    public Exchange? Exchange { get; private set; }

    /// <summary>Who could be chosen when it came to its pool.</summary>
    public EligibleBackends Eligible { get; private set; } = EligibleBackends.None;

    /// <summary>The trace of this request; <c>null</c> where it has none.</summary>
    public static RequestTrace? Of(HttpContext context) => context.Features.Get<RequestTrace>();

    /// <summary>Follows a request from here on.</summary>
    public static void Begin(HttpContext context, EligibilityTable table, TimeProvider time)
    {
        var trace = new RequestTrace(table, time);
        context.Features.Set(trace);
        context.Response.OnStarting(
            static state =>
            {
                var (trace, context) = ((RequestTrace, HttpContext))state;
                var fields = context.Response.Headers;
                fields[ExplainedField.Name] = ExplainedField.Write(trace, fields, trace._time);
                // A shared cache would give it to everybody.
                fields.CacheControl = "no-store";
                return Task.CompletedTask;
            },
            (trace, context)
        );
    }

    /// <summary>A route takes it.</summary>
    public void Follow(RoutePlan plan) => Plan = plan;

    /// <summary>Notes its attempts, where nobody else does.</summary>
    public AttemptRecord Record() => new(_time);

    /// <summary>It goes to a pool.</summary>
    public void Follow(Exchange exchange)
    {
        Exchange = exchange;
        Eligible = exchange.Pool.Eligible;
    }
}
