namespace LbPlatform.Wire.Tests.Cases;

/// <summary>The tables together.</summary>
internal static class AllCases
{
    public static IReadOnlyDictionary<string, WireCase> ByName { get; } =
        new[] { LengthCases.All, CodingCases.All, ChunkCases.All, LineCases.All, MethodCases.All, TargetCases.All, PathCases.All, HostCases.All, FieldCases.All, HopCases.All, ExpectCases.All, SizeCases.All }
            .SelectMany(static table => table)
            .ToDictionary(static one => one.Name);
}
