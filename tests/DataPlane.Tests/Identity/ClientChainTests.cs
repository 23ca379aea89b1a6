using System.Net;
using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Identity;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Identity;

public sealed class ClientChainTests
{
    private static readonly NetworkList Trusted = NetworkList.Of(["10.0.0.0/8", "fd00::/8"]);

    [Theory]
    [InlineData("", "10.0.0.1", "")]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1, 10.0.0.2", "192.0.2.1", "192.0.2.1, 10.0.0.2")]
    [InlineData("6.6.6.6, 192.0.2.1, 10.0.0.2", "192.0.2.1", "6.6.6.6, 192.0.2.1, 10.0.0.2")]
    [InlineData("10.0.0.3,10.0.0.2", "10.0.0.3", "10.0.0.3,10.0.0.2")]
    [InlineData("2001:db8::1, [fd00::1]:80", "2001:db8::1", "2001:db8::1, [fd00::1]:80")]
    [InlineData("192.0.2.1:4711", "192.0.2.1", "192.0.2.1:4711")]
    // Whoever hides the client is the last that is known.
    [InlineData("192.0.2.1, unknown, 10.0.0.2", "10.0.0.2", "192.0.2.1, unknown, 10.0.0.2")]
    [InlineData("unknown", "10.0.0.1", "unknown")]
    // What is malformed ends what is believed and what is passed on.
    [InlineData("192.0.2.1, nonsense, 10.0.0.2", "10.0.0.2", "10.0.0.2")]
    [InlineData("192.0.2.1, , 10.0.0.2", "10.0.0.2", "10.0.0.2")]
    [InlineData("192.0.2.1,", "10.0.0.1", "")]
    [InlineData("' OR 1=1 --", "10.0.0.1", "")]
    [InlineData("127.1", "10.0.0.1", "")]
    // Four hops at most.
    [InlineData(
        "192.0.2.1, 10.0.0.9, 10.0.0.8, 10.0.0.7, 10.0.0.6",
        "10.0.0.9",
        "10.0.0.9, 10.0.0.8, 10.0.0.7, 10.0.0.6"
    )]
    public void Read_XForwardedFor_IsFollowedFromTheRight(string field, string client, string text)
    {
        var chain = Read(AddressSource.XForwardedFor, field);

        Assert.Equal(client, chain.Client?.ToString());
        Assert.Equal(text, chain.Text);
    }

    [Fact]
    public void Read_SeveralLines_AreOneList() =>
        Assert.Equal(
            "192.0.2.1",
            Read(AddressSource.XForwardedFor, "192.0.2.1", "10.0.0.2").Client?.ToString()
        );

    [Fact]
    public void Read_TooLong_IsNotBelieved()
    {
        var chain = Read(
            AddressSource.XForwardedFor,
            $"{new string(' ', IdentityLimits.LongestField)}192.0.2.1"
        );

        Assert.Equal("10.0.0.1", chain.Client?.ToString());
        Assert.Equal("", chain.Text);
    }

    [Theory]
    [InlineData("for=192.0.2.1", "192.0.2.1", null, null)]
    [InlineData("For=\"[2001:db8::1]:4711\";proto=https", "2001:db8::1", "https", null)]
    [InlineData(
        "for=192.0.2.1;host=\"a.example:8080\";proto=https, for=10.0.0.2;proto=http;by=_edge",
        "192.0.2.1",
        "https",
        "a.example:8080"
    )]
    [InlineData("for=\"_hidden\", for=10.0.0.2", "10.0.0.2", null, null)]
    [InlineData("for=unknown", "10.0.0.1", null, null)]
    [InlineData("for=192.0.2.1;ext=\"a,b;c=\\\"d\"", "192.0.2.1", null, null)]
    // A quote that a client left open swallows nothing.
    [InlineData("for=\"6.6.6.6, for=192.0.2.1", "192.0.2.1", null, null)]
    [InlineData("for=\"a, for=192.0.2.1;host=\"x:1\"", "192.0.2.1", null, "x:1")]
    // Malformed.
    [InlineData("for=2001:db8::1", "10.0.0.1", null, null)]
    [InlineData("for=192.0.2.1;for=192.0.2.2", "10.0.0.1", null, null)]
    [InlineData("for = 192.0.2.1", "10.0.0.1", null, null)]
    [InlineData("for=192.0.2.1;", "10.0.0.1", null, null)]
    [InlineData("for=192.0.2.1 proto=http", "10.0.0.1", null, null)]
    [InlineData("for=192.0.2.1;proto=gopher", "10.0.0.1", null, null)]
    [InlineData("for=192.0.2.1;host=\"a b\"", "10.0.0.1", null, null)]
    [InlineData("for=192.0.2.1;by=nobody", "10.0.0.1", null, null)]
    [InlineData("192.0.2.1", "10.0.0.1", null, null)]
    [InlineData("for=\"192.0.2.1", "10.0.0.1", null, null)]
    public void Read_Forwarded_IsFollowedFromTheRight(
        string field,
        string client,
        string? scheme,
        string? host
    )
    {
        var chain = Read(AddressSource.Forwarded, field);

        Assert.Equal((client, scheme, host), (chain.Client?.ToString(), chain.Scheme, chain.Host));
    }

    [Theory]
    [InlineData(AddressSource.XForwardedFor)]
    [InlineData(AddressSource.Forwarded)]
    public void Read_WhateverAClientWrote_WhatItsProxySaysOfItStays(AddressSource syntax)
    {
        var piece = Gen.Elements(
            "for=",
            "\"",
            "\\",
            ",",
            ";",
            " ",
            "10.0.0.9",
            "[::1]",
            "unknown",
            "_x",
            "host=",
            "a",
            "\u00e4"
        );
        Prop.ForAll(
                piece.ArrayOf().ToArbitrary(),
                forged =>
                {
                    var said = syntax == AddressSource.Forwarded ? "for=192.0.2.1" : "192.0.2.1";
                    var chain = Read(syntax, $"{string.Concat(forged)}, {said}");
                    Assert.Equal("192.0.2.1", chain.Client?.ToString());
                    Assert.EndsWith(said, chain.Text, StringComparison.Ordinal);
                    Assert.DoesNotContain(
                        '\u00e4',
                        chain.Text.Where(_ => syntax == AddressSource.XForwardedFor)
                    );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static ClientChain Read(AddressSource syntax, params string[] lines) =>
        ClientChain.Read(lines, syntax, IPAddress.Parse("10.0.0.1"), Trusted, mostHops: 4);
}
