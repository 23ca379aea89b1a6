namespace LbPlatform.ControlPlane.Tests;

/// <summary>A host and a store of each test's own.</summary>
public abstract class ApiTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    internal ApiUnderTest Api { get; private set; } = null!;

    internal string Directory => _directory.Path;

    public async Task InitializeAsync() => Api = await ApiUnderTest.StartAsync(_directory.Path);

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        _directory.Dispose();
    }

    internal async Task RestartAsync()
    {
        await Api.DisposeAsync();
        Api = await ApiUnderTest.StartAsync(_directory.Path);
    }
}
