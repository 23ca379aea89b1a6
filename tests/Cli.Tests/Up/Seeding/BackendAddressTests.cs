using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Tests.Up.Seeding;

public sealed class BackendAddressTests
{
    [Theory]
    [InlineData("localhost:9001", "http://localhost:9001")]
    [InlineData("LOCALHOST:9001", "http://localhost:9001")]
    [InlineData("localhost:80", "http://localhost")]
    [InlineData("127.0.0.1:9001/app/", "http://127.0.0.1:9001/app")]
    [InlineData("[::1]:9001", "http://[::1]:9001")]
    [InlineData("http://a.test", "http://a.test")]
    [InlineData("https://a.test:8443/x", "https://a.test:8443/x")]
    public void TryParse_Address_ReadsEitherForm(string text, string url)
    {
        Assert.True(BackendAddress.TryParse(text, out var read, out _));
        Assert.Equal(url, read.Text);
    }

    [Theory]
    [InlineData("", "It is empty; write host:port, for example localhost:9001.")]
    [InlineData("9001", "'9001' names no host. Did you mean 'localhost:9001'?")]
    [InlineData(":9001", "':9001' names no host. Did you mean 'localhost:9001'?")]
    [InlineData("web", "'web' names no port. Write host:port, for example 'web:80'.")]
    [InlineData("web:", "'web:' has no port from 1 to 65535 after its last ':'.")]
    [InlineData("web:0", "'web:0' has no port from 1 to 65535 after its last ':'.")]
    [InlineData("web:65536", "'web:65536' has no port from 1 to 65535 after its last ':'.")]
    [InlineData("ftp://web", "'ftp://web' is not an absolute http(s) URL.")]
    [InlineData("we b:80", "'http://we b:80' is not an absolute http(s) URL.")]
    [InlineData("http://u:p@web", "A URL with a user name or password is not accepted")]
    public void TryParse_Malformed_SaysWhatToWrite(string text, string error)
    {
        Assert.False(BackendAddress.TryParse(text, out _, out var said));
        Assert.StartsWith(error, said);
    }

    [Fact]
    public void TryParse_AnyHostAndPort_ReadsThemBack() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(1, 65535)),
                port =>
                    BackendAddress.TryParse($"host-{port}.test:{port}", out var url, out _)
                    && url.Port == port
                    && url.Host == $"host-{port}.test"
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Prop.ForAll<NonNull<string>>(text =>
                BackendAddress.TryParse(text.Get, out var url, out var error)
                    ? url is not null
                    : error is { Length: > 0 }
            )
            .QuickCheckThrowOnFailure();
}
