using System.Net;
using LbPlatform.State.Addresses;
using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Addresses;

public sealed class PlatformAddressesTests
{
    private static readonly LocalMachine Machine = new(
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "box", "box.local" },
        new HashSet<IPAddress> { IPAddress.Parse("192.0.2.7"), IPAddress.Parse("2001:db8::7") }
    );

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("https://localhost:8080")]
    [InlineData("http://LOCALHOST.:8080/path")]
    [InlineData("http://a.localhost:8080")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.9.9.9:8080")]
    [InlineData("http://127.1:8080")]
    [InlineData("http://2130706433:8080")]
    [InlineData("http://0x7f000001:8080")]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://[::ffff:127.0.0.1]:8080")]
    [InlineData("http://box:8080")]
    [InlineData("http://Box.local:8080")]
    [InlineData("http://192.0.2.7:8080")]
    [InlineData("http://[2001:db8:0::7]:8080")]
    public void Find_AnySpellingOfThisMachine_IsThePlatform(string url)
    {
        foreach (
            var own in new[]
            {
                "http://*:8080",
                "http://+:8080",
                "http://0.0.0.0:8080",
                "http://[::]:8080",
                "http://127.0.0.1:8080",
                "http://localhost:8080/",
            }
        )
        {
            Assert.Equal(own, new PlatformAddresses([own], Machine).Find(BackendUrl.Parse(url)));
        }
    }

    [Theory]
    [InlineData("http://localhost:8081")]
    [InlineData("http://localhost")]
    [InlineData("http://other:8080")]
    [InlineData("http://192.0.2.8:8080")]
    [InlineData("http://notlocalhost:8080")]
    public void Find_AnotherServer_IsNotThePlatform(string url) =>
        Assert.Null(
            new PlatformAddresses(["http://*:8080", "not a url"], Machine).Find(
                BackendUrl.Parse(url)
            )
        );

    [Fact]
    public void Find_ANodeOnAnotherMachine_IsThePlatformThere() =>
        Assert.NotNull(
            new PlatformAddresses(["http://proxy.test:8080"], Machine).Find(
                BackendUrl.Parse("http://PROXY.test:8080")
            )
        );

    [Fact]
    public void LocalMachine_Read_KnowsItsOwnName() =>
        Assert.True(LocalMachine.Read().Is(Dns.GetHostName()));
}
