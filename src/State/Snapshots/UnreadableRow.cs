using LbPlatform.State.Store.Configuration;

namespace LbPlatform.State.Snapshots;

/// <summary>
/// A row of the configuration that has a value which cannot be one, as only a hand in the file can write it. It is left
/// out of the snapshot and stays in the file until somebody mends or removes it; the rest goes on without it.
/// </summary>
/// <param name="Kind">What it would be.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">What cannot be read of it.</param>
/// <param name="Values">The row as the file has it: a JSON object by column, for the audit trail when it is removed.</param>
public sealed record UnreadableRow(
    ResourceKind Kind,
    string Id,
    string Name,
    string Reason,
    string Values
);
