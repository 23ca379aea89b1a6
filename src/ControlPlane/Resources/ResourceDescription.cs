using System.Diagnostics.CodeAnalysis;

namespace LbPlatform.ControlPlane.Resources;

/// <summary>What the document of the API says of a kind of resource.</summary>
/// <param name="Words">What it is called.</param>
/// <param name="Example">The name of one, as <see cref="Create"/> makes it.</param>
internal sealed record ResourceDescription(ResourceWords Words, string Example)
{
    /// <summary>The filters of its list.</summary>
    public required string[] Filters { get; init; }

    /// <summary>What may or must be given of a new one, for the summary.</summary>
    public required string CreateHint { get; init; }

    /// <summary>A body that makes one.</summary>
    [StringSyntax(StringSyntaxAttribute.Json)]
    public required string Create { get; init; }

    /// <summary>A body that replaces it.</summary>
    [StringSyntax(StringSyntaxAttribute.Json)]
    public required string Replace { get; init; }

    /// <summary>Whether its removal is more than taking it out, and is described elsewhere.</summary>
    public bool HasOwnRemoval { get; init; }

    /// <summary>A patch of it.</summary>
    [StringSyntax(StringSyntaxAttribute.Json)]
    public required string Patch { get; init; }
}
