using System.Net;
using LbPlatform.State.Model;

namespace LbPlatform.ControlPlane.Tests.Settings;

/// <summary>/settings: which addresses backends may have.</summary>
public sealed class AddressesTests : ApiTests
{
    [Fact]
    public async Task Patch_Lists_NarrowWhatMayBeWritten()
    {
        var patched = await PatchAsync(
            """{"allow":["10.0.0.0/8","::1/128"],"deny":["10.9.0.0/16"]}"""
        );

        Assert.Equal(200, patched.Status);
        Assert.Equal(
            """{"allow":["10.0.0.0/8","::1/128"],"deny":["10.9.0.0/16"]}""",
            (await Api.GetAsync("/settings")).Field("addresses")
        );
        Assert.Equal("", await CodeAsync("http://10.1.1.1"));
        Assert.Equal("", await CodeAsync("http://[::ffff:10.1.1.1]"));
        // One of its addresses is allowed; that one is connected to.
        Assert.Equal("", await CodeAsync("http://localhost:9001"));
        Assert.Equal("forbidden_address", await CodeAsync("http://10.9.1.1"));
        Assert.Equal("forbidden_address", await CodeAsync("http://192.168.1.1"));
        Assert.Equal("forbidden_address", await CodeAsync("http://127.0.0.1:9001"));
        await RestartAsync();
        Assert.Equal("forbidden_address", await CodeAsync("http://192.168.1.1"));
    }

    [Fact]
    public async Task Patch_Null_IsEveryAddressThatIsNotForbidden()
    {
        Assert.Equal("{}", (await Api.GetAsync("/settings")).Field("addresses"));
        await PatchAsync("""{"allow":["10.0.0.0/8"],"deny":["10.9.0.0/16"]}""");

        var allow = await PatchAsync("""{"allow":null}""");
        var all = await PatchAsync("null");

        Assert.Equal("""{"deny":["10.9.0.0/16"]}""", allow.Field("addresses"));
        Assert.Equal("{}", all.Field("addresses"));
    }

    [Fact]
    public async Task Patch_BesideOtherSettings_LeavesTheListsAlone()
    {
        await PatchAsync("""{"allow":["10.0.0.0/8"]}""");

        var probe = await Api.SendAsync("PATCH", "/settings", """{"probe":{"path":"/x"}}""");

        Assert.Equal("""{"allow":["10.0.0.0/8"]}""", probe.Field("addresses"));
    }

    [Theory]
    [InlineData("""{"allow":[]}""", "/addresses/allow bad_network")]
    [InlineData("""{"allow":["10.0.0.1/8"]}""", "/addresses/allow/0 bad_network")]
    [InlineData("""{"allow":["::/0","10.0.1"]}""", "/addresses/allow/1 bad_network")]
    [InlineData("""{"deny":["010.0.0.0/8"]}""", "/addresses/deny/0 bad_network")]
    [InlineData("""{"deny":["10/8"]}""", "/addresses/deny/0 bad_network")]
    [InlineData("""{"deny":["10.0.0.0/33"]}""", "/addresses/deny/0 bad_network")]
    [InlineData("""{"deny":["::ffff:10.0.0.0/104"]}""", "/addresses/deny/0 bad_network")]
    [InlineData("""{"deny":["fe80::%1/64"]}""", "/addresses/deny/0 bad_network")]
    [InlineData("""{"deny":["fd00::/8","FD00::/8"]}""", "/addresses/deny/1 bad_network")]
    [InlineData("""{"allow":["169.254.0.0/16"]}""", "/addresses/allow/0 bad_network")]
    [InlineData("""{"allow":["fe80::/64"]}""", "/addresses/allow/0 bad_network")]
    [InlineData("""{"allow":["255.255.255.255/32"]}""", "/addresses/allow/0 bad_network")]
    [InlineData("""{"allow":"10.0.0.0/8"}""", "/addresses/allow wrong_type")]
    [InlineData("""{"allow":[1]}""", "/addresses/allow wrong_type")]
    [InlineData("""{"allow":[null]}""", "/addresses/allow wrong_type")]
    [InlineData("""{"alow":["::/0"]}""", "/addresses/alow unknown_field")]
    [InlineData(
        """{"allow":["x","0.0.0.0/0"],"deny":["y"]}""",
        "/addresses/allow/0 bad_network",
        "/addresses/deny/0 bad_network"
    )]
    public async Task Patch_Wrong_NamesEveryEntry(string addresses, params string[] errors)
    {
        var refused = await PatchAsync(addresses);

        Assert.Equal(400, refused.Status);
        Assert.Equal(errors, refused.Errors);
    }

    [Fact]
    public async Task Patch_TooManyNetworks_IsRefused()
    {
        string List(int count) =>
            $$"""{"allow":[{{string.Join(',', Enumerable.Range(0, count).Select(static n => $"\"10.{n}.0.0/16\""))}}]}""";

        Assert.Equal(200, (await PatchAsync(List(NetworkList.MostNetworks))).Status);
        Assert.Equal("bad_network", (await PatchAsync(List(NetworkList.MostNetworks + 1))).Code);
    }

    [Fact]
    public async Task Patch_ThatCutsBackendsOff_NamesThoseInUse()
    {
        Names["named.test"] = [IPAddress.Parse("192.168.1.2")];
        await Api.AddAsync("named");
        await Api.AddAsync("unknown");
        await Api.SendAsync("POST", "/backends", """{"url":"http://192.168.1.1","name":"far"}""");
        await Api.SendAsync("POST", "/backends", """{"url":"http://10.1.1.1","name":"near"}""");
        await Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://192.168.1.3","name":"off","administrativeState":"disabled"}"""
        );

        var refused = await PatchAsync("""{"allow":["10.0.0.0/8"]}""");

        Assert.Equal((409, "cuts_off"), (refused.Status, refused.Code));
        Assert.Equal(2, refused.Errors.Length);
        Assert.Contains("'far'", refused.Text);
        Assert.Contains("'named'", refused.Text);

        await Api.SendAsync("DELETE", "/backends/named");
        await Api.SendAsync("PATCH", "/backends/far", """{"administrativeState":"disabled"}""");
        Assert.Equal(200, (await PatchAsync("""{"allow":["10.0.0.0/8"]}""")).Status);
        var enabled = await Api.SendAsync(
            "PATCH",
            "/backends/far",
            """{"administrativeState":"enabled"}"""
        );
        Assert.Equal("forbidden_address", enabled.Code);
    }

    private async Task<string> CodeAsync(string url)
    {
        var reply = await Api.SendAsync("POST", "/backends?dryRun=true", $$"""{"url":"{{url}}"}""");
        return reply.Status == 200 ? "" : reply.Code!;
    }

    private Task<ApiUnderTest.Reply> PatchAsync(string addresses) =>
        Api.SendAsync("PATCH", "/settings", $$"""{"addresses":{{addresses}}}""");
}
