using LbPlatform.Poller.Verdicts;

namespace LbPlatform.Poller.Tests.Verdicts;

public sealed class SilenceWatchTests
{
    private readonly SilenceWatch _watch = new();

    public SilenceWatchTests() => Follow("a", "b", "c");

    [Theory]
    // Upper case: the host answered; lower case: it did not. Then: whether a's silence is in doubt.
    [InlineData("", false)]
    [InlineData("A", false)]
    [InlineData("a", true)]
    [InlineData("ABCa", true)]
    [InlineData("aB", false)]
    [InlineData("aBa", false)]
    [InlineData("aBb", false)]
    [InlineData("aBAa", true)]
    [InlineData("ABCabcabc", true)]
    [InlineData("ABCabcabcCabc", false)]
    // b was gone long before: c could still have answered.
    [InlineData("bCa", true)]
    public void IsInDoubt_UntilAnotherHostAnswers(string results, bool isInDoubt)
    {
        Play(results);

        Assert.Equal(isInDoubt, _watch.IsInDoubt("a"));
    }

    [Theory]
    [InlineData("ABCa", "c's")]
    [InlineData("ABCca", "b's")]
    [InlineData("CBAa", "b's")]
    // Both that answered last are silent too: more evidence than another probe of them would be.
    [InlineData("ABCcba", null)]
    [InlineData("ABCaB", null)]
    // Nothing has ever answered: any other that has not been asked.
    [InlineData("a", "b's")]
    [InlineData("ba", "c's")]
    [InlineData("bca", null)]
    public void WitnessFor_SilentHost_IsWhoAnsweredLast(string results, string? witness)
    {
        Play(results);

        Assert.Equal(witness, _watch.WitnessFor("a"));
    }

    [Fact]
    public void Blame_EndsWithTheFirstAnswer()
    {
        Play("ABCabc");
        Assert.Null(_watch.Fault);
        _watch.Blame("x");

        Assert.Equal("x", _watch.Fault);
        Assert.True(_watch.Heard("b"));
        Assert.Null(_watch.Fault);
        Assert.False(_watch.Heard("c"));
    }

    [Fact]
    public void OneHostAlone_IsNeverInDoubt()
    {
        Follow("a");
        Play("Aa");
        _watch.Blame("x");

        Assert.False(_watch.IsInDoubt("a"));
        Assert.Null(_watch.Fault);
    }

    [Fact]
    public void Follow_HostThatIsGone_IsForgotten()
    {
        Play("ABa");

        Follow("b", "c");
        Follow("a", "b", "c");

        Assert.False(_watch.IsInDoubt("a"));
    }

    private void Follow(params string[] hosts) =>
        _watch.Follow(hosts.Select(static host => (host, $"{host}'s")));

    private void Play(string results)
    {
        foreach (var c in results)
        {
            var host = char.ToLowerInvariant(c).ToString();
            if (char.IsUpper(c))
            {
                _watch.Heard(host);
            }
            else
            {
                _watch.Missed(host);
            }
        }
    }
}
