using LbPlatform.Wire.Tests.Support;

namespace LbPlatform.Wire.Tests;

/// <summary>The tests that share one data plane, one after the other.</summary>
[CollectionDefinition(nameof(WirePlane))]
public sealed class WireTestsShare : ICollectionFixture<WirePlane>;
