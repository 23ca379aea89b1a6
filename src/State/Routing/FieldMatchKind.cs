namespace LbPlatform.State.Routing;

/// <summary>How a header or a query parameter is compared, always by case.</summary>
public enum FieldMatchKind
{
    /// <summary>One of its values is the given one.</summary>
    Exact,

    /// <summary>One of its values begins with the given one.</summary>
    Prefix,

    /// <summary>One of its values contains the given one.</summary>
    Contains,

    /// <summary>It is there, whatever its value.</summary>
    Present,

    /// <summary>It is not there.</summary>
    Absent,
}
