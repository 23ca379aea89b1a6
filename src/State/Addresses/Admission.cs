namespace LbPlatform.State.Addresses;

/// <summary>How many of a host's addresses may be connected to.</summary>
public enum Admission
{
    /// <summary>All.</summary>
    Whole,

    /// <summary>Some, which are used; the others are left alone.</summary>
    Partial,

    /// <summary>None.</summary>
    None,
}
