using System.Net;
using System.Net.Sockets;
using LbPlatform.Poller.Probing;
using LbPlatform.State.Addresses;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class AddressResolverTests : IDisposable
{
    private readonly FakeNames _names = new();
    private readonly ManualTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly AddressResolver _resolver;

    public AddressResolverTests() => _resolver = Resolver(_names.LookUpAsync);

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public async Task Name_AnyForbiddenAddress_IsAnOutcomeOfItsOwn()
    {
        foreach (var address in Spellings.ForbiddenAddresses)
        {
            _names.Set("shop.test", $"{address}");

            Assert.StartsWith(
                $"no backend may be there: {AddressPolicy.Plain(address)} ",
                await RefusalAsync("shop.test"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Host_AnySpelling_LeadsToNoForbiddenAddress()
    {
        using var resolver = Resolver(Dns.GetHostAddressesAsync);
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
            catch (ProbeFailureException failure) when (failure.Outcome == ProbeOutcome.Forbidden)
            {
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
    [InlineData("fd00:ec2::254%1")]
    [InlineData("fe80::1%1")]
    [InlineData("0.0.0.0")]
    [InlineData("ff02::1%1")]
    public async Task Host_Spelling_IsRefusedWithoutALookUp(string host)
    {
        Assert.NotEmpty(await RefusalAsync(host));
        Assert.Empty(_names.Asked);
    }

    [Fact]
    public async Task Name_SomeForbidden_TheOthersAreProbed_AndItIsSaidOnce()
    {
        _names.Set("shop.test", "169.254.169.254", "10.0.0.1", "::ffff:10.0.0.2");

        Assert.Equal("10.0.0.1 10.0.0.2", await ResolveAsync("shop.test"));
        Assert.Equal("10.0.0.1 10.0.0.2", await ResolveAsync("shop.test"));

        Assert.Equal(2, _names.Asked.Count);
        Assert.EndsWith(
            "Its other addresses are probed (2)",
            Assert.Single(_log.Texts(3093)),
            StringComparison.Ordinal
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

        Assert.Equal((3, 3), (_log.Texts(3092).Count, _log.Texts(3094).Count));
    }

    [Fact]
    public async Task Localhost_IsLoopback_NarrowedWithoutALine()
    {
        _names.Set("localhost", "169.254.169.254");
        var narrow = new AddressPolicy { Allow = NetworkList.Of(["127.0.0.0/8"]) };

        Assert.Equal("127.0.0.1 ::1", await ResolveAsync("localhost"));
        Assert.Equal(
            "127.0.0.1",
            string.Join(' ', await _resolver.ResolveAsync("localhost", narrow, default))
        );
        Assert.Empty(_names.Asked);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Name_ManyAddresses_AreBoundedAfterTheForbiddenOnesAreOut()
    {
        _names.Set(
            "shop.test",
            [
                .. Enumerable.Repeat("0.0.0.0", AddressResolver.MostAddresses),
                .. Enumerable.Range(1, 20).Select(static n => $"10.0.0.{n}"),
            ]
        );

        Assert.Equal(
            string.Join(
                ' ',
                Enumerable.Range(1, AddressResolver.MostAddresses).Select(static n => $"10.0.0.{n}")
            ),
            await ResolveAsync("shop.test")
        );
    }

    private AddressResolver Resolver(NameLookUp lookUp) =>
        new(lookUp, new AdmissionWatch(_time), _time, _log.For<AddressResolver>());

    private async Task<string> ResolveAsync(string host) =>
        string.Join(' ', await _resolver.ResolveAsync(host, AddressPolicy.Default, default));

    private async Task<string> RefusalAsync(string host)
    {
        var failure = await Assert.ThrowsAsync<ProbeFailureException>(() => ResolveAsync(host));
        Assert.Equal(ProbeOutcome.Forbidden, failure.Outcome);
        return failure.Message;
    }
}
