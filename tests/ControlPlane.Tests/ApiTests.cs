using System.Collections.Concurrent;
using System.Net;

namespace LbPlatform.ControlPlane.Tests;

/// <summary>A host and a store of each test's own.</summary>
public abstract class ApiTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    internal ApiUnderTest Api { get; private set; } = null!;

    internal string Directory => _directory.Path;

    /// <summary>What names mean; a test may change it at any time. All others have no address.</summary>
    internal ConcurrentDictionary<string, IPAddress[]> Names { get; } = new();

    public async Task InitializeAsync() =>
        Api = await ApiUnderTest.StartAsync(_directory.Path, Names);

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        _directory.Dispose();
    }

    internal async Task RestartAsync()
    {
        await Api.DisposeAsync();
        Api = await ApiUnderTest.StartAsync(_directory.Path, Names);
    }
}
