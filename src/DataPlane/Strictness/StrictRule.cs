namespace LbPlatform.DataPlane.Strictness;

/// <summary>One reason to refuse a request.</summary>
/// <param name="Name">What it is called in tests and in docs/strictness.md; never changed.</param>
/// <param name="Section">The number of the RFC, and the section that says so.</param>
/// <param name="Refuses">What is wrong with the request, as a sentence for the client.</param>
internal abstract record StrictRule(string Name, string Section, string Refuses);
