namespace LbPlatform.State.Explanations;

/// <summary>What would become of a request now at one data plane, and why.</summary>
public sealed record Explanation
{
    /// <summary>Most backends that are shown, of all pools together; the others are counted.</summary>
    public const int MostBackends = 1_000;

    /// <summary>The data plane that was asked.</summary>
    public required string Node { get; init; }

    /// <summary>The configuration that it was judged by.</summary>
    public required long Revision { get; init; }

    /// <summary>The listener that it would come to.</summary>
    public string? Listener { get; init; }

    /// <summary>The client that limits, policies and logs go by: behind a trusted proxy the one that it names.</summary>
    public string? Client { get; init; }

    /// <summary>The route that takes it; <c>null</c> where none does.</summary>
    public string? Route { get; init; }

    /// <summary>Why no backend is asked; <c>null</c> where one is, or something else answers.</summary>
    public ExplainedRefusal? Refusal { get; init; }

    /// <summary>What answers without a backend; <c>null</c> where nothing does.</summary>
    public ExplainedAnswer? Answer { get; init; }

    /// <summary>Where it may go, the likeliest first; empty where it goes nowhere.</summary>
    public IReadOnlyList<ExplainedPool> Pools { get; init; } = [];

    /// <summary>The request as the likeliest backend sees it; <c>null</c> where none is asked.</summary>
    public ExplainedHead? Sent { get; init; }

    /// <summary>What the route does to the headers of the answer; <c>null</c> where nothing.</summary>
    public ExplainedEdits? ResponseHeaders { get; init; }

    /// <summary>How long it may take; <c>null</c> where no backend is asked.</summary>
    public ExplainedTimeouts? Timeouts { get; init; }

    /// <summary>Who gets a copy; <c>null</c> where nobody does.</summary>
    public ExplainedMirror? Mirror { get; init; }
}
