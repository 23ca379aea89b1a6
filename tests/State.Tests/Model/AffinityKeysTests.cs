using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Model;

public sealed class AffinityKeysTests
{
    private static readonly DateTimeOffset Now = Some.Instant;

    [Fact]
    public void Rotate_TheFirst_IsARandomSecretOfFullLength()
    {
        var one = Assert.Single(AffinityKeys.None.Rotate(Now, TimeSpan.Zero).Keys);
        var other = Assert.Single(AffinityKeys.None.Rotate(Now, TimeSpan.Zero).Keys);

        Assert.Equal(AffinityKey.SecretBytes, one.Secret.Length);
        Assert.NotEqual(one.Secret, other.Secret);
        Assert.Null(one.AcceptedUntil);
    }

    [Fact]
    public void Rotate_Again_EndsTheOthersAndForgetsThoseThatHaveEnded()
    {
        var keys = AffinityKeys
            .None.Rotate(Now, TimeSpan.Zero)
            .Rotate(Now, TimeSpan.FromHours(1))
            .Rotate(Now.AddMinutes(30), TimeSpan.FromHours(5));

        Assert.Equal([1, 2, 3], keys.Keys.Select(static key => key.Number));
        // An end that was set is not put off.
        Assert.Equal(Now.AddHours(1), keys.Keys[0].AcceptedUntil);
        Assert.Equal(Now.AddMinutes(330), keys.Keys[1].AcceptedUntil);
        Assert.Equal(
            [2, 3, 4],
            keys.Rotate(Now.AddHours(1), TimeSpan.FromHours(9))
                .Keys.Select(static key => key.Number)
        );
    }

    [Fact]
    public void Equals_ReadAgain_AreTheSame_AnotherSecretIsNot()
    {
        var keys = AffinityKeys.None.Rotate(Now, TimeSpan.Zero);
        var one = keys.Keys[0];
        var again = new AffinityKeys { Keys = [one with { Secret = [.. one.Secret] }] };

        Assert.Equal(keys, again);
        Assert.Equal(keys.GetHashCode(), again.GetHashCode());
        Assert.NotEqual(keys, keys.WithoutSecrets());
        Assert.NotEqual(keys, new AffinityKeys { Keys = [one with { AcceptedUntil = Now }] });
        Assert.NotEqual(keys, AffinityKeys.None);
        Assert.NotEqual(keys, keys.Rotate(Now, TimeSpan.Zero));
    }

    [Fact]
    public void Rotate_Often_KeepsSoManyAndNoMore()
    {
        var keys = AffinityKeys.None;
        for (var n = 0; n < 3 * AffinityKeys.Most; n++)
        {
            keys = keys.Rotate(Now, TimeSpan.FromDays(1));
        }

        Assert.Equal(AffinityKeys.Most, keys.Keys.Count);
        Assert.Equal(3 * AffinityKeys.Most, keys.Keys[^1].Number);
    }

    [Fact]
    public void WithoutSecrets_HasNone() =>
        Assert.All(
            AffinityKeys.None.Rotate(Now, TimeSpan.Zero).WithoutSecrets().Keys,
            static key => Assert.Empty(key.Secret)
        );
}
