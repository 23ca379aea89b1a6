using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>A configured resource that cannot be used; the rest goes on without it.</summary>
/// <param name="Kind">What it is: backend, pool or route.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why it cannot be used, with the remedy where there is one.</param>
internal sealed record QuarantinedRow(string Kind, string Name, string Reason)
{
    /// <summary>A row that the store has, but that cannot be read.</summary>
    public static QuarantinedRow Of(UnreadableRow row) =>
        new(row.Kind.ToString().ToLowerInvariant(), row.Name, row.Reason);

    public override string ToString() => $"{Kind} {Name}: {Reason}";
}
