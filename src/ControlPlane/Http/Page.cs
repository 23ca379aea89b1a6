namespace LbPlatform.ControlPlane.Http;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The entries.</param>
/// <param name="Next">Where the list goes on; absent at its end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
