namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>One attempt at a backend, as it is logged.</summary>
/// <param name="Backend">Where it went.</param>
/// <param name="Outcome">What became of it: ok, or the word of its error.</param>
/// <param name="Status">The status code of the answer; 0 where none began.</param>
/// <param name="Connect">How long the connection took that was made for it; <c>null</c> where none was made.</param>
/// <param name="FirstByte">From its start to the head of the answer; <c>null</c> where none came.</param>
/// <param name="Total">From its start to its end.</param>
internal readonly record struct AttemptEntry(
    string Backend,
    string Outcome,
    int Status,
    TimeSpan? Connect,
    TimeSpan? FirstByte,
    TimeSpan Total
);
