using System.Net;
using System.Net.Sockets;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Addresses;
using LbPlatform.State.Model;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class BackendResolverTests : IDisposable
{
    private readonly FakeNames _names = new();
    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly BackendResolver _resolver;

    public BackendResolverTests()
    {
        _loggers = LoggerFactory.Create(builder => builder.AddProvider(_log));
        _resolver = Resolver(_names.LookUpAsync);
    }

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public async Task Name_AnyForbiddenAddress_IsRefused()
    {
        foreach (var address in Spellings.ForbiddenAddresses)
        {
            _names.Set("shop.test", $"{address}");

            Assert.Contains(
                $"{AddressPolicy.Plain(address)} ",
                await RefusalAsync("shop.test"),
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>
    /// Spellings that a URL would not have been accepted with: whichever the runtime or the system's resolver takes for
    /// an address (decimal, octal, hexadecimal, short, mapped, scoped), the address is judged.
    /// </summary>
    [Fact]
    public async Task Host_AnySpelling_LeadsToNoForbiddenAddress()
    {
        var resolver = Resolver(Dns.GetHostAddressesAsync);
        var refused = 0;
        foreach (var (host, _) in Spellings.Forbidden)
        {
            try
            {
                var found = await resolver.ResolveAsync(
                    host.Trim('[', ']'),
                    AddressPolicy.Default,
                    default
                );
                Assert.Fail($"{host} leads to {string.Join(", ", found)}");
            }
            catch (BackendConnectException failure)
            {
                Assert.Equal(ConnectFault.Forbidden, failure.Fault);
                refused++;
            }
            catch (Exception failure) when (failure is SocketException or ArgumentException)
            {
                // It is neither an address nor a name.
            }
        }

        Assert.InRange(refused, Spellings.ForbiddenAddresses.Count, int.MaxValue);
    }

    [Theory]
    [InlineData("0251.0376.0251.0376")]
    [InlineData("025177524776")]
    [InlineData("0xa9fea9fe")]
    [InlineData("2852039166")]
    [InlineData("169.16689662")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd00:ec2::254%1")]
    [InlineData("fe80::1%1")]
    [InlineData("::ffff:169.254.169.254%1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("ff02::1%1")]
    public async Task Host_Spelling_IsRefusedWithoutALookUp(string host)
    {
        Assert.NotEmpty(await RefusalAsync(host));
        Assert.Empty(_names.Asked);
    }

    /// <summary>Names as hosts files and clouds' name servers have them; the machine's own ones too.</summary>
    [Fact]
    public async Task Name_OfAHostsFile_LeadsOnlyWhereBackendsMayBe()
    {
        _names
            .Set("ip6-allnodes", "ff02::1")
            .Set("ip6-localnet", "fe00::")
            .Set("metadata.google.internal", "169.254.169.254")
            .Set("instance-data", "169.254.169.254", "fd00:ec2::254")
            .Set("printer.local", "fe80::1%2", "10.0.0.9")
            .Set("broadcasthost", "255.255.255.255");
        foreach (
            var name in new[]
            {
                "ip6-allnodes",
                "metadata.google.internal",
                "instance-data",
                "broadcasthost",
            }
        )
        {
            Assert.NotEmpty(await RefusalAsync(name));
        }

        Assert.Equal("10.0.0.9", await ResolveAsync("printer.local"));
        var system = Resolver(Dns.GetHostAddressesAsync);
        foreach (var name in await HostsFileAsync())
        {
            try
            {
                var found = await system.ResolveAsync(name, AddressPolicy.Default, default);
                Assert.All(found, static a => Assert.Null(AddressPolicy.Default.Refuse(a)));
            }
            catch (BackendConnectException failure)
            {
                Assert.Equal(ConnectFault.Forbidden, failure.Fault);
            }
            catch (SocketException)
            {
                // The machine's resolver does not read that file.
            }
        }
    }

    [Fact]
    public async Task Name_IsAskedForOnceEachTime()
    {
        _names.Set("shop.test", "10.0.0.1").Then("shop.test", "169.254.169.254");

        Assert.Equal("10.0.0.1", await ResolveAsync("shop.test"));
        Assert.Single(_names.Asked);

        Assert.StartsWith("169.254.169.254", await RefusalAsync("shop.test"));
        Assert.Equal(2, _names.Asked.Count);
    }

    [Fact]
    public async Task Name_SomeForbidden_TheOthersAreUsed_AndItIsSaidOnce()
    {
        _names.Set("shop.test", "169.254.169.254", "10.0.0.1", "::ffff:10.0.0.2", "fd00:ec2::254");

        Assert.Equal("10.0.0.1 10.0.0.2", await ResolveAsync("shop.test"));
        Assert.Equal("10.0.0.1 10.0.0.2", await ResolveAsync("shop.test"));

        Assert.Equal(
            "shop.test has an address where no backend may be: 169.254.169.254 is a cloud's metadata service, which hands out credentials (169.254.169.254/32, AWS, Azure, Google Cloud, OpenStack and others). Its other addresses are used (2)",
            Assert.Single(_log.Of(4129))
        );
    }

    [Fact]
    public async Task Name_ForbiddenAndBack_IsSaidWhenItChanges()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            _names.Set("shop.test", "169.254.169.254");
            await RefusalAsync("shop.test");
            await RefusalAsync("shop.test");
            _time.Advance(AdmissionWatch.Interval);
            _names.Set("shop.test", "10.0.0.1");
            await ResolveAsync("shop.test");
            await ResolveAsync("shop.test");
            _time.Advance(AdmissionWatch.Interval);
        }

        Assert.Equal((3, 3), (_log.Count(4128), _log.Count(4130)));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("app.localhost")]
    public async Task Localhost_IsLoopbackWhateverNameServersSay(string host)
    {
        _names.Set(host, "169.254.169.254");

        Assert.Equal("127.0.0.1 ::1", await ResolveAsync(host));
        Assert.Empty(_names.Asked);
    }

    [Fact]
    public async Task Localhost_NarrowedToOneFamily_IsNoNews()
    {
        var narrow = new AddressPolicy { Allow = NetworkList.Of(["127.0.0.0/8"]) };

        Assert.Equal(
            "127.0.0.1",
            string.Join(' ', await _resolver.ResolveAsync("localhost", narrow, default))
        );
        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task Name_WithoutAddress_IsNotForbidden()
    {
        _names.Set("empty.test");

        await Assert.ThrowsAsync<SocketException>(() => ResolveAsync("empty.test"));
        await Assert.ThrowsAsync<SocketException>(() => ResolveAsync("unknown.test"));
    }

    private static async Task<IEnumerable<string>> HostsFileAsync() =>
        File.Exists("/etc/hosts")
            ? (await File.ReadAllLinesAsync("/etc/hosts"))
                .Select(static line => line.Split('#')[0])
                .SelectMany(static line =>
                    line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Skip(1)
                )
                .Distinct()
            : [];

    private BackendResolver Resolver(NameLookUp lookUp) =>
        new(lookUp, new AdmissionWatch(_time), _loggers.CreateLogger<BackendResolver>());

    private async Task<string> ResolveAsync(string host) =>
        string.Join(' ', await _resolver.ResolveAsync(host, AddressPolicy.Default, default));

    private async Task<string> RefusalAsync(string host)
    {
        var failure = await Assert.ThrowsAsync<BackendConnectException>(() => ResolveAsync(host));
        Assert.Equal(ConnectFault.Forbidden, failure.Fault);
        return failure.Message;
    }
}
