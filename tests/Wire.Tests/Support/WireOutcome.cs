namespace LbPlatform.Wire.Tests.Support;

/// <summary>What came of a case.</summary>
/// <param name="Statuses">The answers' statuses, in order.</param>
/// <param name="Bodies">Their bodies.</param>
/// <param name="Closed">Whether the connection ended behind them.</param>
/// <param name="Next">What the next request was answered; <c>null</c> where there was none.</param>
/// <param name="Requests">The whole requests that the backend received for it, without the next one.</param>
/// <param name="Faults">What the backend received and is no request.</param>
internal sealed record WireOutcome(
    int[] Statuses,
    string[] Bodies,
    bool Closed,
    string? Next,
    ParsedRequest[] Requests,
    string[] Faults
)
{
    /// <summary>What is seen of it from outside, as one text.</summary>
    public override string ToString() =>
        $"statuses {string.Join(',', Statuses)}; closed {Closed}; next {Next}; faults {string.Join('|', Faults)}; requests:\n{string.Join("\n--\n", Requests.AsEnumerable())}\nanswers:\n{string.Join("\n--\n", Bodies)}";
}
