using LbPlatform.DataPlane.Configuration;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class SnapshotProxyConfigProviderTests
{
    [Fact]
    public void GetConfig_BeforeTheFirst_IsEmpty()
    {
        using var provider = new SnapshotProxyConfigProvider();

        var config = provider.GetConfig();

        Assert.Empty(config.Routes);
        Assert.Empty(config.Clusters);
        Assert.False(config.ChangeToken.HasChanged);
    }

    [Fact]
    public void Publish_SwapsFirstAndSignalsSecond()
    {
        using var provider = new SnapshotProxyConfigProvider();
        var translation = ProxyConfigTranslator.Translate(
            Some.Snapshot(Some.Backend("a")) with
            {
                Revision = new(7),
            },
            new()
        );
        var seen = "";
        provider
            .GetConfig()
            .ChangeToken.RegisterChangeCallback(_ => seen = provider.GetConfig().RevisionId, null);

        provider.Publish(translation);

        Assert.Equal("7", seen);
        Assert.Single(provider.GetConfig().Clusters);
        Assert.False(provider.GetConfig().ChangeToken.HasChanged);
    }
}
