using System.Net;
using System.Text.Json;
using LbPlatform.State.Addresses;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.State.Tests.Addresses;

public sealed class AddressPolicyTests
{
    [Theory]
    [InlineData("169.254.1.1", "169.254.1.1 is a link-local address (169.254.0.0/16, RFC 3927)")]
    [InlineData("::ffff:169.254.1.1", "169.254.1.1 is a link-local address")]
    [InlineData("fe80::1%1", "is a link-local address")]
    [InlineData("64:ff9b::a9fe:a9fe", "leads by NAT64 (RFC 6052) to 169.254.169.254, which is")]
    [InlineData("64:ff9b::7f00:1", "leads by NAT64 (RFC 6052) to 127.0.0.1, which is a loopback")]
    [InlineData("::ffff:0:a9fe:a9fe", "leads by SIIT (RFC 2765) to 169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::1", "leads by 6to4 (RFC 3056) to 169.254.169.254")]
    [InlineData("2001:0:a9fe:a9fe::", "leads by Teredo's server (RFC 4380) to 169.254.169.254")]
    [InlineData("2001:0:808:808::5601:5601", "leads by Teredo (RFC 4380) to 169.254.169.254")]
    [InlineData("2001:db8::5efe:a9fe:a9fe", "leads by ISATAP (RFC 5214) to 169.254.169.254")]
    [InlineData("2001:db8::200:5efe:a9fe:a9fe", "leads by ISATAP (RFC 5214) to 169.254.169.254")]
    public void Refuse_Forbidden_NamesTheRule(string address, string rule)
    {
        Assert.Contains(rule, AddressPolicy.Default.Refuse(IPAddress.Parse(address)));
        // No setting allows it.
        var open = new AddressPolicy { Allow = NetworkList.Of(["0.0.0.0/0", "::/0"]) };
        Assert.Contains(rule, open.Refuse(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("2001:db8::5eff:a9fe:a9fe")]
    [InlineData("2001:db8::1:5efe:a9fe:a9fe")]
    [InlineData("2002:808:808::a9fe:a9fe")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2001:1::a9fe:a9fe")]
    public void Refuse_NothingForbiddenInIt_IsAllowed(string address) =>
        Assert.Null(AddressPolicy.Default.Refuse(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.9.0.1", false)]
    [InlineData("::ffff:10.9.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("fd12::1", true)]
    [InlineData("fd13::1", false)]
    [InlineData("64:ff9b::a01:203", false)]
    public void Refuse_Lists_NarrowWhatIsAllowed(string address, bool isAllowed)
    {
        var policy = new AddressPolicy
        {
            Allow = NetworkList.Of(["10.0.0.0/8", "fd12::/16"]),
            Deny = NetworkList.Of(["10.9.0.0/16"]),
        };

        Assert.Equal(isAllowed, policy.Refuse(IPAddress.Parse(address)) is null);
    }

    [Fact]
    public void Refuse_DeniedIpv4_IsDeniedInsideIpv6Too()
    {
        var policy = new AddressPolicy { Deny = NetworkList.Of(["10.9.0.0/16"]) };

        Assert.Contains(
            "leads by NAT64",
            policy.Refuse(IPAddress.Parse("64:ff9b::a09:1")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Admit_SomeForbidden_TheOthersInTheirOrder()
    {
        var admitted = Admit(
            AddressPolicy.Default,
            8,
            "169.254.169.254",
            "10.0.0.2",
            "::ffff:0.0.0.0",
            "::ffff:10.0.0.1"
        );

        // What is connected to is the address that was judged, not a dress of it.
        Assert.Equal("10.0.0.2 10.0.0.1", string.Join(' ', admitted.Addresses));
        Assert.StartsWith(
            "169.254.169.254 is a cloud's",
            admitted.Refusal,
            StringComparison.Ordinal
        );
        Assert.False(admitted.IsForbidden);
    }

    [Fact]
    public void Admit_ForbiddenOnesFirst_TakeNoPlace()
    {
        var admitted = Admit(
            AddressPolicy.Default,
            2,
            "0.0.0.0",
            "::",
            "10.0.0.1",
            "10.0.0.2",
            "10.0.0.3"
        );

        Assert.Equal("10.0.0.1 10.0.0.2", string.Join(' ', admitted.Addresses));
    }

    [Fact]
    public void Admit_Nothing_IsForbiddenOnlyWhereThereWasSomething()
    {
        Assert.True(Admit(AddressPolicy.Default, 8, "fd00:ec2::254").IsForbidden);
        Assert.False(Admit(AddressPolicy.Default, 8).IsForbidden);
    }

    [Theory]
    [InlineData("fe80::1%2", false)]
    [InlineData("ff02::1%2", false)]
    [InlineData("::ffff:169.254.169.254%2", false)]
    [InlineData("fd00:ec2::254%2", false)]
    [InlineData("fd13::1%2", false)]
    [InlineData("fd12::1%2", true)]
    [InlineData("::ffff:10.0.0.1%2", true)]
    public void Admit_Scope_ChangesNothing(string address, bool isAdmitted)
    {
        var policy = new AddressPolicy
        {
            Allow = NetworkList.Of(["10.0.0.0/8", "fd12::/16", "fd00::/16"]),
        };

        Assert.Equal(isAdmitted, !Admit(policy, 8, address).IsForbidden);
    }

    [Fact]
    public void Admit_EverySpelling_IsForbidden() =>
        Assert.All(
            Spellings.ForbiddenAddresses,
            static address =>
                Assert.True(AddressPolicy.Default.Admit([address, address], 8).IsForbidden)
        );

    private static AdmittedAddresses Admit(
        AddressPolicy policy,
        int most,
        params string[] addresses
    ) => policy.Admit([.. addresses.Select(IPAddress.Parse)], most);

    [Fact]
    public void Json_RoundTrip_IsEqual()
    {
        foreach (
            var policy in new[]
            {
                AddressPolicy.Default,
                new AddressPolicy { Allow = NetworkList.Of(["10.0.0.0/8", "::1/128"]) },
                new AddressPolicy { Deny = NetworkList.Of(["10.0.0.0/8"]) },
            }
        )
        {
            var text = JsonSerializer.Serialize(policy, SnapshotJson.Options);
            Assert.Equal(
                policy,
                JsonSerializer.Deserialize<AddressPolicy>(text, SnapshotJson.Options)
            );
        }

        Assert.Equal("{}", JsonSerializer.Serialize(AddressPolicy.Default, SnapshotJson.Options));
    }
}
