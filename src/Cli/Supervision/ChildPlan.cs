using System.Collections.Immutable;

namespace LbPlatform.Cli.Supervision;

/// <summary>A process to run: what, where it says that it is ready, and its place in the order of stopping.</summary>
internal sealed record ChildPlan
{
    /// <summary>In one word, as it stands before its lines.</summary>
    public required string Name { get; init; }

    /// <summary>The program's assembly.</summary>
    public required string Assembly { get; init; }

    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Answers 200 when the process can do its work.</summary>
    public required Uri Ready { get; init; }

    /// <summary>Answers, whatever, while the process is not stuck.</summary>
    public Uri Live => new(Ready, "/livez");

    /// <summary>Lower ones stop first; equal ones at the same time.</summary>
    public required int StopStage { get; init; }

    /// <summary>A child that is not ready after this time will not be.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two questions to a child whether it is stuck.</summary>
    public TimeSpan LiveEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Questions in a row that may stay without answer; then the child is stuck, and killed to be started again. With
    /// the time for each answer that is half a minute: one that is merely busy answers before.
    /// </summary>
    public int UnansweredAtMost { get; init; } = 5;

    /// <summary>How long it may take to stop when asked; then it is killed.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The plans in the order of stopping, stage by stage.</summary>
    public static IEnumerable<IReadOnlyList<ChildPlan>> StopOrder(IEnumerable<ChildPlan> plans) =>
        plans
            .GroupBy(static plan => plan.StopStage)
            .OrderBy(static stage => stage.Key)
            .Select(static stage => stage.ToArray());
}
