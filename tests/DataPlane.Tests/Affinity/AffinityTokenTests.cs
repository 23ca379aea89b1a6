using LbPlatform.DataPlane.Affinity;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Affinity;

public sealed class AffinityTokenTests
{
    private const string Pool = "pool-1";
    private static readonly DateTimeOffset Now = Some.Instant;
    private static readonly AffinityKeys Keys = AffinityKeys.None.Rotate(Now, TimeSpan.Zero);
    private static readonly AffinityKeyRing Ring = new(Keys);
    private static readonly string Good = AffinityToken.Write(Keys.Keys[0], Pool, "b1", Now);

    [Fact]
    public void Read_WhatWasWritten_IsIt()
    {
        var token = AffinityToken.Read(Good, Ring, Pool, Now);

        Assert.Equal(new AffinityToken(1, Now, "b1"), token);
    }

    [Fact]
    public void Read_AnyCharacterChanged_IsNothing()
    {
        for (var at = 0; at < Good.Length; at++)
        {
            var changed = Good.ToCharArray();
            changed[at] = changed[at] == '7' ? '8' : '7';
            // The last two bits of the last character stand for nothing.
            if (at < Good.Length - 1)
            {
                Assert.Null(AffinityToken.Read(changed, Ring, Pool, Now));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("1.0.b1")]
    [InlineData("b1")]
    [InlineData("1.zz.b1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("99999999999.0.b1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("1.ffffffffffffffff.b1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("1.0.b\u00e9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("1.0.b1.!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("1.0.b1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.x")]
    public void Read_Malformed_IsNothing(string value) =>
        Assert.Null(AffinityToken.Read(value, Ring, Pool, Now));

    [Fact]
    public void Read_TooLong_IsNothing() =>
        Assert.Null(AffinityToken.Read(new string('1', 4096), Ring, Pool, Now));

    [Fact]
    public void Read_OfAnotherPool_IsNothing() =>
        Assert.Null(AffinityToken.Read(Good, Ring, "pool-2", Now));

    [Fact]
    public void Read_OfAnotherStoresKey_IsNothing() =>
        Assert.Null(
            AffinityToken.Read(Good, new(AffinityKeys.None.Rotate(Now, TimeSpan.Zero)), Pool, Now)
        );

    [Fact]
    public void Read_FromTheFuture_IsNothing() =>
        Assert.Null(
            AffinityToken.Read(Good, Ring, Pool, Now - AffinityToken.Skew - TimeSpan.FromSeconds(1))
        );

    [Fact]
    public void Read_KeyWasRotated_IsAcceptedForAWhile()
    {
        var ring = new AffinityKeyRing(Keys.Rotate(Now, TimeSpan.FromHours(1)));

        Assert.NotNull(AffinityToken.Read(Good, ring, Pool, Now + TimeSpan.FromMinutes(59)));
        Assert.Null(AffinityToken.Read(Good, ring, Pool, Now + TimeSpan.FromMinutes(60)));
    }
}
