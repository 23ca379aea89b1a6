namespace LbPlatform.State.Nodes;

/// <summary>What a running process says of itself to ControlPlane: at once when its revision changes, else as a heartbeat.</summary>
public sealed record NodeReport
{
    /// <summary>Most URLs that a process may report.</summary>
    public const int MostUrls = 32;

    /// <summary>Most certificates that are reported: those that expire first.</summary>
    public const int MostCertificates = 200;

    /// <summary>Most names that are reported of one certificate.</summary>
    public const int MostNames = 100;

    /// <summary>Most backends that drain that are reported: those with most in flight.</summary>
    public const int MostDraining = 1_000;

    /// <summary>Unique for the life of the process, for example <c>dataplane-host-4711</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>Its program's version.</summary>
    public required string Version { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Where it listens, its traffic first; a backend must not point at any of them.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>The zone that it runs in, a <see cref="ResourceName"/>; <c>null</c> where none is set.</summary>
    public string? Zone { get; init; }

    /// <summary>Where ControlPlane may ask it why (POST /explain); <c>null</c> where it cannot be asked.</summary>
    public string? AdminUrl { get; init; }

    /// <summary>The store of <see cref="AppliedRevision"/>.</summary>
    public string StoreId { get; init; } = "";

    /// <summary>The revision that it acts on; 0 before the first.</summary>
    public long AppliedRevision { get; init; }

    /// <summary>Whether it is about to stop: nobody should wait for it.</summary>
    public bool IsStopping { get; init; }

    /// <summary>Resources that it leaves out because it cannot use them, with the reason of each.</summary>
    public IReadOnlyList<string> Quarantined { get; init; } = [];

    /// <summary>Backends that drain, whose count can be relied on.</summary>
    public IReadOnlyList<DrainReport> Draining { get; init; } = [];

    /// <summary>Certificates that it shows to clients, those that expire first.</summary>
    public IReadOnlyList<CertificateReport> Certificates { get; init; } = [];
}
