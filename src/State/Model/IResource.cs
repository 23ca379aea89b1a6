namespace LbPlatform.State.Model;

/// <summary>What every configured thing has: an identity, a name and the revisions that made it.</summary>
public interface IResource
{
    /// <summary>32 hexadecimal digits, given by the store, never reused.</summary>
    string Id { get; }

    /// <summary>Unique among resources of its kind; usable wherever an id is. See <see cref="ResourceName"/>.</summary>
    string Name { get; }

    /// <summary>The revision that created it. Orders resources by age.</summary>
    Revision CreatedRevision { get; }

    /// <summary>The revision that last changed it; its entity tag.</summary>
    Revision Revision { get; }

    /// <summary>When <see cref="CreatedRevision"/> was committed, UTC.</summary>
    DateTimeOffset CreatedAt { get; }

    /// <summary>When <see cref="Revision"/> was committed, UTC.</summary>
    DateTimeOffset UpdatedAt { get; }
}
