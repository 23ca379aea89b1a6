using System.Net;
using LbPlatform.State.Addresses;
using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Addresses;

/// <summary>How hosts are read, by way of the URL that they stand in.</summary>
public sealed class HostTextTests
{
    public static TheoryData<string, string?> Forbidden
    {
        get
        {
            var data = new TheoryData<string, string?>();
            foreach (var (host, address) in Spellings.Forbidden)
            {
                data.Add(host, address);
            }

            return data;
        }
    }

    public static TheoryData<string, string> Allowed
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (host, kept) in Spellings.Allowed)
            {
                data.Add(host, kept);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void TryParse_SpellingOfAForbiddenAddress_IsRefusedOrReadAsThatAddress(
        string host,
        string? address
    )
    {
        foreach (var text in new[] { $"http://{host}", $"https://{host}:9001/a" })
        {
            var isRead = BackendUrl.TryParse(text, out var url, out var error);

            Assert.True(isRead == address is not null, $"{text}: {url}{error}");
            if (url is not null)
            {
                Assert.Equal(IPAddress.Parse(address!), IPAddress.Parse(url.Host));
                Assert.Equal(url, BackendUrl.Parse(url.Text));
                Assert.True(HostAddresses.TryKnow(url.Host, out var known));
                Assert.NotNull(AddressPolicy.Default.Refuse(Assert.Single(known)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void TryParse_SpellingOfAnotherHost_HasOneNormalForm(string host, string kept)
    {
        var url = BackendUrl.Parse($"http://{host}:9001");

        Assert.Equal($"http://{kept}:9001", url.Text);
        Assert.Equal(url, BackendUrl.Parse(url.Text));
        Assert.True(
            !HostAddresses.TryKnow(url.Host, out var known)
                || known.All(static address => AddressPolicy.Default.Refuse(address) is null)
        );
    }

    [Theory]
    [InlineData("http://010.0.0.1", "leading zeros")]
    [InlineData("http://256.1.1.1", "no IPv4 address")]
    [InlineData("http://a.0x1", "no IPv4 address")]
    [InlineData("http://127.0.0.1.", "a dot at its end")]
    [InlineData("http://[fe80::1%25eth0]", "without a zone")]
    [InlineData("http://@example.org", "user name or password")]
    [InlineData("http:\\\\example.org", "after 'http://'")]
    [InlineData("http://example.org/a\\b", "backslash")]
    [InlineData("http://exa\u200bmple.org", "invisible")]
    public void TryParse_Refused_SaysTheRule(string text, string rule)
    {
        Assert.False(BackendUrl.TryParse(text, out _, out var error));
        Assert.Contains(rule, error);
    }
}
