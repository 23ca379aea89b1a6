using System.Net;
using System.Text.Json;

namespace LbPlatform.ControlPlane.Tests.Addresses;

/// <summary>Where backends may be, as the API says it.</summary>
public sealed class AddressRulesTests : ApiTests
{
    [Fact]
    public async Task Write_EverySpellingOfAForbiddenAddress_IsRefusedByEveryWrite()
    {
        await Api.AddAsync("one");
        foreach (var (host, address) in Spellings.Forbidden)
        {
            var body = JsonSerializer.Serialize(new { url = $"http://{host}:9001" });
            foreach (
                var (method, path) in new[]
                {
                    ("POST", "/backends"),
                    ("POST", "/backends?dryRun=true"),
                    ("PUT", "/backends/one"),
                    ("PATCH", "/backends/one"),
                }
            )
            {
                var refused = await Api.SendAsync(method, path, body);

                var code = address is null ? "bad_url" : "forbidden_address";
                Assert.True(refused.Status == 400, $"{method} {host}: {refused.Text}");
                Assert.Equal([$"/url {code}"], refused.Errors);
            }
        }

        Assert.Equal(["one"], (await Api.GetAsync("/backends")).Names);
    }

    [Fact]
    public async Task Write_OtherAddresses_AreKeptInTheirNormalForm()
    {
        foreach (var (host, kept) in Spellings.Allowed)
        {
            var added = await Api.SendAsync(
                "POST",
                "/backends?dryRun=true",
                JsonSerializer.Serialize(new { url = $"http://{host}:9001" })
            );

            Assert.Equal((200, $"http://{kept}:9001"), (added.Status, added.Field("url")));
        }
    }

    [Fact]
    public async Task Write_Forbidden_NamesTheRuleBesideTheOtherErrors()
    {
        var refused = await Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://2852039166","pool":"x","name":"A"}"""
        );

        Assert.Equal(
            ["/name bad_name", "/pool unknown_pool", "/url forbidden_address"],
            refused.Errors.Order()
        );
        Assert.Contains(
            "169.254.169.254 is a cloud's metadata service, which hands out credentials (169.254.169.254/32,",
            refused.Text
        );
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1", "fe80::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("0.0.0.0")]
    public async Task Write_NameThatMeansAForbiddenAddress_IsRefused(params string[] addresses)
    {
        Names["inward.test"] = [.. addresses.Select(IPAddress.Parse)];

        var refused = await Api.SendAsync("POST", "/backends", """{"url":"http://inward.test"}""");

        Assert.Equal((400, "forbidden_address"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Write_NameWithoutAddressOrWithAGoodOne_IsTaken()
    {
        Names["good.test"] = [IPAddress.Parse("10.0.0.1")];

        await Api.AddAsync("good");
        await Api.AddAsync("nowhere");
    }

    [Theory]
    [InlineData("http://{0}:{1}")]
    [InlineData("http://sub.localhost:{1}")]
    [InlineData("http://localhost.:{1}")]
    [InlineData("http://2130706433:{1}")]
    [InlineData("http://0x7f.1:{1}")]
    [InlineData("http://[::1]:{1}")]
    [InlineData("http://[::ffff:7f00:1]:{1}")]
    [InlineData("http://alias.test:{1}")]
    [InlineData("http://alias6.test:{1}")]
    public async Task Write_ThePlatformsOwnPort_IsALoopInEverySpellingAndByEveryName(string url)
    {
        Names["alias.test"] = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("127.0.0.9")];
        Names["alias6.test"] = [IPAddress.Parse("::ffff:127.0.0.1")];

        var refused = await Api.SendAsync(
            "POST",
            "/backends",
            JsonSerializer.Serialize(
                new { url = string.Format(null, url, Dns.GetHostName(), new Uri(Api.Url).Port) }
            )
        );

        Assert.Equal((400, "loop"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Write_BackendWhoseNameMovedInward_MayBeTakenOutButNotInAgain()
    {
        await Api.AddAsync("moved");
        Names["moved.test"] = [IPAddress.Parse("169.254.169.254")];
        const string Path = "/backends/moved";

        var probed = await Api.SendAsync("PATCH", Path, """{"probe":{"path":"/x"}}""");
        var disabled = await Api.SendAsync("PATCH", Path, """{"administrativeState":"disabled"}""");
        var enabled = await Api.SendAsync("PATCH", Path, """{"administrativeState":"enabled"}""");
        var replaced = await Api.SendAsync("PUT", Path, """{"url":"http://moved.test"}""");

        Assert.Equal((200, 200), (probed.Status, disabled.Status));
        Assert.Equal("forbidden_address", enabled.Code);
        Assert.Equal("forbidden_address", replaced.Code);
    }
}
